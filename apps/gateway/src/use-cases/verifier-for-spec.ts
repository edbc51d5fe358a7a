import { compile, parseTokenText, tokenDigest, type GrantCatalogue } from '@portcullis/access';
import { permissionsRpc, tokensRpc } from '@portcullis/contracts';
import type { Instant } from '@portcullis/kernel';
import { factsOfPresented, ownerFactsOf, readAt, type ChangeHeard, type MayStillUse, type Verifier } from '@portcullis/verifier';
import { grantCatalogue } from './authorities-for-spec.js';
import type { Services } from './ports.js';

interface Known {
  readonly catalogue?: GrantCatalogue;
  readonly mayStillUse?: MayStillUse;
}

/**
 * A verifier that keeps nothing: it asks both authorities at each look, and what they say is current until it is told of a change. Of a text
 * of another form than may come it asks nobody.
 */
export function readingVerifier(services: Services, { catalogue = grantCatalogue, mayStillUse = () => false }: Known = {}) {
  let changes = 0;
  const listeners = new Set<(change: ChangeHeard) => void>();
  const nobody = (): never => {
    throw new Error('nobody was to ask');
  };
  const verifier: Verifier = {
    ...{ verify: nobody, health: nobody, metrics: nobody, close: nobody },
    async look({ text, forms = ['token'] }, requestId = 'none') {
      const parsed = parseTokenText(text);
      if (parsed === null || !forms.includes(parsed.kind === 'session' || parsed.kind === 'link' ? parsed.kind : 'token')) return null;
      const { shard, publicId } = parsed;
      const at = changes;
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
        isCurrent: () => changes === at,
      };
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return {
    verifier,
    /** What was seen until now is no longer current. */
    change(heard: ChangeHeard): void {
      changes++;
      for (const listener of listeners) listener(heard);
    },
  };
}
