import { compile, parseTokenText, tokenDigest, type GrantCatalogue } from '@portcullis/access';
import { permissionsRpc, tokensRpc } from '@portcullis/contracts';
import { Fault, type Instant } from '@portcullis/kernel';
import { factsOfPresented, ownerFactsOf, readAt, type MayStillUse, type Verifier } from '@portcullis/verifier';
import type { Services } from './use-cases/ports.js';

/** Asks both authorities for every call, until the verifier keeps what they say. */
export function readThrough(services: Services, catalogue: GrantCatalogue, mayStillUse: MayStillUse): Verifier {
  return {
    async look({ text, forms = ['token'] }, requestId = 'none') {
      const parsed = parseTokenText(text);
      if (parsed === null || !forms.includes(parsed.kind === 'session' || parsed.kind === 'link' ? parsed.kind : 'token')) return null;
      const { shard, publicId } = parsed;
      const digest = Buffer.from(tokenDigest(text)).toString('hex');
      const resolved = await services.call(tokensRpc.resolveCredential, { publicId, digest }, { shard, tenantId: `shard-${shard}`, requestId });
      if (!resolved.ok) return null;
      const { token: facts } = resolved.value;
      if (parsed.kind !== (facts.form === 'token' ? facts.kind : facts.form)) return null;
      const { tenantId, accountId: account } = facts;
      const owner = await services.call(permissionsRpc.readOwner, { tenantId, account }, { shard, tenantId, requestId });
      if (!owner.ok) return null;
      const times = [readAt(facts.at), readAt(owner.value.at)];
      return {
        ...{ token: compile(factsOfPresented(facts, mayStillUse), catalogue), owner: ownerFactsOf(owner.value.tenant, owner.value.account) },
        ...{ shard, facts, ownerFacts: owner.value, now: Math.max(...times) as Instant, earliest: Math.min(...times) as Instant },
        isCurrent: () => true,
      };
    },
    onChange: () => () => undefined,
    verify: () => Promise.reject(new Fault('nobody asks', 'broken')),
    health: () => ({ name: '', verifier: '', closed: false, authorities: {} as never }),
    metrics: () => '',
    close: () => Promise.resolve(),
  };
}
