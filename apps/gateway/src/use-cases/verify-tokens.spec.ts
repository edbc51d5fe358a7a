import { newTokenText, type Grant } from '@portcullis/access';
import type { TokenFactsMessage } from '@portcullis/contracts';
import { Fault, granted } from '@portcullis/kernel';
import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { SliceBook } from '../domain/slice-book.js';
import { mayStillUse } from '../domain/use-quota.js';
import { accountFacts, AT, authorities, callTo, DENIAL, grantCatalogue, SHARD, TENANT, tenantFacts, tokenFacts } from './authorities-for-spec.js';
import { spendAllowance } from './spend-allowance.js';
import { takeGrants } from './take-grants.js';
import { readingVerifier } from './verifier-for-spec.js';
import { verifyTokens, type VerifyQuestion } from './verify-tokens.js';

interface World {
  readonly facts?: Partial<TokenFactsMessage>;
  /** True of the token once a slice of its quota is drawn. */
  readonly meanwhile?: Partial<TokenFactsMessage>;
  readonly draw?: () => { granted: number; left: number };
}

function worldOf({ facts = {}, meanwhile = {}, draw = () => ({ granted: 1, left: 0 }) }: World) {
  let now = tokenFacts(facts);
  const { services, asked, denials, told } = authorities({
    spend_grant: ({ grants }: { grants: Grant[] }) => {
      const held = now.grants.length;
      now = { ...now, grants: now.grants.filter((grant) => !grants.some((one) => isDeepStrictEqual(one, grant))), ...meanwhile };
      return granted({ spent: now.grants.length < held });
    },
    resolve_credential: () => granted({ token: now }),
    read_owner: granted({ tenant: tenantFacts(), account: accountFacts(), at: AT }),
    draw_allowance: () => {
      const uses = draw();
      now = { ...now, usesDrawn: (now.useQuota ?? 0) - uses.left, ...meanwhile };
      return granted({ tokenRate: null, tenantRate: null, uses, at: AT });
    },
  });
  const slices = new SliceBook();
  const used: string[] = [];
  const verify = verifyTokens({
    ...{ denials, take: takeGrants({ services }) },
    ...{ verifier: readingVerifier(services, { mayStillUse: mayStillUse(slices) }).verifier, grantCatalogue, spend: spendAllowance({ services, slices }), uses: { record: ({ tokenId }) => void used.push(tokenId) } },
    operationFacts: (name) => ({ name, access: name.includes('list') ? 'read' : 'write', features: [], known: true }),
  });
  const names = () => asked.map(({ name }) => name);
  const ask = async (questions: readonly VerifyQuestion[]) => (await verify(callTo(), questions)).map(({ code }) => code);
  const tell = async (question: VerifyQuestion) => (await verify(callTo(), [question], true))[0]!;
  return { ask, tell, used, names, told, grants: () => now.grants };
}

const text = (): string => newTokenText({ kind: 'account', shard: SHARD, randomBytes }).text.reveal();
const LIST = 'DomainInfo::list_domains';

describe('a token that is verified while its quota is drawn', () => {
  it('is allowed its last use', async () => {
    const { ask, used } = worldOf({ facts: { useQuota: 1 } });
    expect(await ask([{ token: text(), operation: LIST }])).toEqual(['allowed']);
    expect(used).toEqual([tokenFacts().id]);
  });

  it.each<[string, Partial<TokenFactsMessage>]>([
    ['token_revoked', { revokedAt: AT }],
    ['credential_ended', { credentialEndsAt: AT }],
    ['context_missing', { ipAllowlist: ['198.51.100.7'] }],
  ])('is judged by what holds afterwards, all that is asked of it: %s', async (code, meanwhile) => {
    const { ask, used } = worldOf({ facts: { useQuota: 9 }, meanwhile });
    const token = text();
    expect(await ask([{ token }, { token, operation: LIST }])).toEqual([code, code]);
    expect(used).toEqual([]);
  });
});

describe('many questions', () => {
  it('are answered in their order, each token read once however often it is asked about', async () => {
    const { ask, names, used } = worldOf({ facts: { access: 'restricted', grants: [{ operation: 'Email::*', access: 'read' }] } });
    const [one, other] = [text(), text()];
    const questions = [
      ...[{ token: one, operation: 'Email::list_pops' }, { token: 'pcla1', operation: 'Email::list_pops' }, { token: other }],
      ...[{ token: one, operation: 'Email::add_pop' }, { token: one, operation: LIST }, { token: other, operation: 'Email::list_pops' }],
    ];
    const answers = ['allowed', 'token_unknown', 'allowed', 'read_only_grant', 'not_granted', 'allowed'];
    expect(await ask(questions)).toEqual(answers);
    expect(names().filter((name) => name === 'resolve_credential')).toHaveLength(2);
    expect(used).toHaveLength(2);
    expect(await ask([...questions].reverse())).toEqual([...answers].reverse());
  });

  it('are each a use where they are allowed an operation, as far as the quota goes', async () => {
    let left = 2;
    const { ask, used, names } = worldOf({ facts: { useQuota: 2 }, draw: () => ({ granted: Math.min(1, left), left: Math.max(0, --left) }) });
    const token = text();
    expect(await ask([{ token, operation: LIST }, { token }, { token, operation: LIST }, { token, operation: LIST }])).toEqual(['allowed', 'allowed', 'allowed', 'token_exhausted']);
    expect(used).toHaveLength(2);
    expect(names().filter((name) => name === 'resolve_credential')).toHaveLength(2);
  });

  it('use nothing where one of them finds a part away', async () => {
    let away = false;
    const { ask, used } = worldOf({
      facts: { useQuota: 2 },
      draw: () => {
        if (away) throw new Fault('away', 'unavailable');
        away = true;
        return { granted: 1, left: 1 };
      },
    });
    const token = text();
    await expect(ask([{ token, operation: LIST }, { token, operation: LIST }])).rejects.toThrow('away');
    expect(used).toEqual([]);
    // The one that was paid for came back.
    expect(await ask([{ token, operation: LIST }])).toEqual(['allowed']);
  });
});

describe('a token with a grant for one call', () => {
  const once: Grant = { operation: LIST, once: true };
  const facts = { access: 'restricted', grants: [once, { operation: 'Email::add_pop' }] } as Partial<TokenFactsMessage>;

  it('is allowed once, in one question or in many', async () => {
    const { ask, used, grants, names } = worldOf({ facts });
    const token = text();
    expect(await ask([{ token, operation: LIST }, { token, operation: 'Email::add_pop' }, { token, operation: LIST }])).toEqual(['allowed', 'allowed', 'not_granted']);
    expect(await ask([{ token, operation: LIST }])).toEqual(['not_granted']);
    expect(used).toHaveLength(2);
    expect(grants()).toEqual([{ operation: 'Email::add_pop' }]);
    expect(names().filter((name) => name === 'spend_grant')).toHaveLength(2);
  });

  it('keeps it while nobody asks for the operation', async () => {
    const { ask, grants } = worldOf({ facts });
    const token = text();
    expect(await ask([{ token }, { token, operation: 'Email::add_pop' }, { token, operation: 'Email::list_pops' }])).toEqual(['allowed', 'allowed', 'not_granted']);
    expect(grants()).toContainEqual(once);
  });

  it('is judged by what holds when it was taken', async () => {
    const { ask, used } = worldOf({ facts, meanwhile: { revokedAt: AT } });
    expect(await ask([{ token: text(), operation: LIST }])).toEqual(['token_revoked']);
    expect(used).toEqual([]);
  });
});

describe('a denial', () => {
  const facts = { access: 'restricted', grants: [{ operation: 'Email::add_pop', resources: ['mailbox:*@example.com'] }] } as Partial<TokenFactsMessage>;

  it('of one question is told, with the address that was asked about and the grant that is missing', async () => {
    const { tell, told } = worldOf({ facts });
    const answer = await tell({ token: text(), operation: 'Email::add_pop', resources: ['mailbox:bob@example.org'], ip: '198.51.100.9' });
    expect(answer).toMatchObject({ allowed: false, code: 'resource_not_granted', denial: DENIAL });
    expect(told).toMatchObject([[TENANT, { ip: '198.51.100.9', operation: 'Email::add_pop', grant: { operation: 'Email::add_pop', resources: ['mailbox:bob@example.org'] } }]]);
  });

  it('is not told where nothing is denied, no operation was asked about, nobody knows the token, or many questions were asked', async () => {
    const { tell, ask, told } = worldOf({ facts: { ...facts, ipAllowlist: ['198.51.100.7'] } });
    const token = text();
    expect(await tell({ token, operation: 'Email::add_pop', resources: ['mailbox:a@example.com'], ip: '198.51.100.7' })).toMatchObject({ allowed: true, denial: null });
    expect(await tell({ token })).toMatchObject({ code: 'context_missing', denial: null });
    expect(await tell({ token: 'pcla1', operation: LIST })).toMatchObject({ code: 'token_unknown', denial: null });
    await ask([{ token, operation: LIST }]);
    expect(told).toEqual([]);
  });
});
