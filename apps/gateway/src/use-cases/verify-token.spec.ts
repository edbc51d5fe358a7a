import { newTokenText } from '@portcullis/access';
import type { TokenFactsMessage } from '@portcullis/contracts';
import { granted } from '@portcullis/kernel';
import { randomBytes } from 'node:crypto';
import { SliceBook } from '../domain/slice-book.js';
import { accountFacts, AT, authorities, callTo, SHARD, tenantFacts, tokenFacts } from './authorities-for-spec.js';
import { spendAllowance } from './spend-allowance.js';
import { verifyToken } from './verify-token.js';

/** What is said of an account's token that reads; `meanwhile` is true of it once a slice of its quota is drawn. */
async function verified(meanwhile: Partial<TokenFactsMessage>) {
  let now = tokenFacts({ useQuota: 1 });
  const { services } = authorities({
    resolve_credential: () => granted({ token: now }),
    read_owner: granted({ tenant: tenantFacts(), account: accountFacts(), at: AT }),
    draw_allowance: () => {
      now = { ...now, usesDrawn: 1, ...meanwhile };
      return granted({ tokenRate: null, tenantRate: null, uses: { granted: 1, left: 0 }, at: AT });
    },
  });
  const slices = new SliceBook();
  const used: string[] = [];
  const verify = verifyToken({
    ...{ services, slices, spend: spendAllowance({ services, slices }), uses: { record: ({ tokenId }) => void used.push(tokenId) } },
    operationFacts: (name) => ({ name, access: 'read', features: [], known: true }),
  });
  const token = newTokenText({ kind: 'account', shard: SHARD, randomBytes }).text.reveal();
  const { allowed, code } = await verify(callTo(), { token, operation: 'DomainInfo::list_domains' });
  return { allowed, code, used };
}

describe('a token that is verified while its quota is drawn', () => {
  it('is allowed its last use', async () => {
    expect(await verified({})).toEqual({ allowed: true, code: 'allowed', used: [tokenFacts().id] });
  });

  it.each<[string, Partial<TokenFactsMessage>]>([
    ['token_revoked', { revokedAt: AT }],
    ['credential_ended', { credentialEndsAt: AT }],
    ['context_missing', { ipAllowlist: ['198.51.100.7'] }],
  ])('is judged by what holds afterwards: %s', async (code, meanwhile) => {
    expect(await verified(meanwhile)).toEqual({ allowed: false, code, used: [] });
  });
});
