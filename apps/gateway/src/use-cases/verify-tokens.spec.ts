import { newTokenText } from '@portcullis/access';
import type { TokenFactsMessage } from '@portcullis/contracts';
import { Fault, granted } from '@portcullis/kernel';
import { randomBytes } from 'node:crypto';
import { SliceBook } from '../domain/slice-book.js';
import { accountFacts, AT, authorities, callTo, grantCatalogue, SHARD, tenantFacts, tokenFacts } from './authorities-for-spec.js';
import { spendAllowance } from './spend-allowance.js';
import { verifyTokens, type VerifyQuestion } from './verify-tokens.js';

interface World {
  readonly facts?: Partial<TokenFactsMessage>;
  /** True of the token once a slice of its quota is drawn. */
  readonly meanwhile?: Partial<TokenFactsMessage>;
  readonly draw?: () => { granted: number; left: number };
}

function worldOf({ facts = {}, meanwhile = {}, draw = () => ({ granted: 1, left: 0 }) }: World) {
  let now = tokenFacts(facts);
  const { services, asked } = authorities({
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
    ...{ services, slices, grantCatalogue, spend: spendAllowance({ services, slices }), uses: { record: ({ tokenId }) => void used.push(tokenId) } },
    operationFacts: (name) => ({ name, access: name.includes('list') ? 'read' : 'write', features: [], known: true }),
  });
  const names = () => asked.map(({ name }) => name);
  const ask = async (questions: readonly VerifyQuestion[]) => (await verify(callTo(), questions)).map(({ code }) => code);
  return { ask, used, names };
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
