import { DEFAULT_POLICY, newTokenText, type Grant } from '@portcullis/access';
import type { TokenFactsMessage } from '@portcullis/contracts';
import { granted } from '@portcullis/kernel';
import { randomBytes } from 'node:crypto';
import { accountFacts, AT, authorities, grantCatalogue, SHARD, STAMP, tenantFacts, tokenFacts } from './authorities-for-spec.js';
import { NOTHING_TAKEN, presentedToken, type Taken } from './presented-token.js';
import { readingVerifier } from './verifier-for-spec.js';

/** Looked up where the tokens service answers so, one time after the other. */
async function lookedUp(answers: Partial<TokenFactsMessage>[], taken: Partial<Taken> = {}, idleSeconds: number | null = null) {
  const { services, asked } = authorities({
    resolve_credential: () => granted({ token: tokenFacts(answers.length > 1 ? answers.shift() : answers[0]) }),
    read_owner: granted({ tenant: { ...tenantFacts(), policy: { ...DEFAULT_POLICY, idleSeconds } }, account: accountFacts(), stamp: STAMP, at: AT }),
  });
  const seeing = readingVerifier(services);
  const { text } = newTokenText({ kind: 'account', shard: SHARD, randomBytes });
  const presented = await presentedToken({ verifier: seeing.verifier, grantCatalogue }, { text: text.reveal() }, 'req', { ...NOTHING_TAKEN, ...taken });
  return { presented: presented!, seeing, reads: asked.filter(({ name }) => name === 'resolve_credential').length };
}

const LONG_AGO = '2026-11-01T00:00:00.000Z';

describe('a token', () => {
  it('that seems to have been idle for too long is read again before that is said of it', async () => {
    const used = await lookedUp([{ activeAt: LONG_AGO }, {}], {}, 86_400);
    expect([used.reads, used.presented.facts.activeAt]).toEqual([2, AT]);
    expect((await lookedUp([{ activeAt: LONG_AGO }])).reads).toBe(1);
    expect((await lookedUp([{}], {}, 86_400)).reads).toBe(1);
  });

  it('that has given its last use to this call is good for it, and for no other', async () => {
    const last = { useQuota: 1, usesDrawn: 1 };
    expect((await lookedUp([last])).presented.token.facts.exhausted).toBe(true);
    expect((await lookedUp([last], { paid: true })).presented.token.facts.exhausted).toBe(false);
  });

  it('that has given its grants for one call to this one still holds them for it', async () => {
    const once: Grant = { operation: 'DNS::lookup', once: true };
    const { presented } = await lookedUp([{ access: 'restricted', grants: [{ operation: 'Email::list_pops' }] }], { grants: [once], asked: true });
    expect(presented.token.facts.grants).toEqual([{ operation: 'Email::list_pops' }, once]);
    expect(presented.token.hasOnce).toBe(true);
  });

  it.each<Partial<Taken>>([{}, { paid: true }, { asked: true, grants: [{ operation: 'DNS::lookup', once: true }] }])('is current until something changes, whatever was taken of it: %j', async (taken) => {
    const { presented, seeing } = await lookedUp([{}], taken);
    expect(presented.isCurrent()).toBe(true);
    seeing.change({ authority: 'tokens', shard: SHARD, target: null });
    expect(presented.isCurrent()).toBe(false);
  });
});
