import { granted } from '@portcullis/kernel';
import { ACCOUNT, accountFacts, authorities, callTo, tenantFacts, tokenView } from './authorities-for-spec.js';
import { showTokens } from './show-tokens.js';

const other = `acc_${'2'.repeat(22)}` as const;
const gone = `acc_${'3'.repeat(22)}` as const;
const tokens = [
  tokenView({ accountId: null }),
  tokenView({ accountId: ACCOUNT, state: 'expiring' }),
  tokenView({ accountId: other }),
  tokenView({ accountId: other, state: 'revoked' }),
  tokenView({ accountId: gone, state: 'not_yet_valid' }),
];
const statuses = granted({ accounts: [{ id: ACCOUNT, status: 'active' }, { id: other, status: 'suspended' }] });

describe('the tokens of a tenant', () => {
  it('are suspended where their account is, or is gone; asked for once, however many', async () => {
    const { services, asked } = authorities({ read_account_statuses: statuses });
    const shown = await showTokens({ services })(callTo({ account: null }), tokens);
    expect(shown.map(({ state }) => state)).toEqual(['active', 'expiring', 'suspended', 'revoked', 'suspended']);
    expect(asked.map(({ request }) => (request as { accountIds: string[] }).accountIds)).toEqual([[ACCOUNT, other, gone]]);
  });

  it('are all suspended when the tenant is, or one above it, and nobody needs to be asked', async () => {
    const { services } = authorities({});
    const above = { ...tenantFacts(), ancestors: [tenantFacts('suspended')] };
    for (const tenant of [tenantFacts('suspended'), above]) {
      const shown = await showTokens({ services })(callTo({ tenant, account: null }), tokens);
      expect(shown.map(({ state }) => state)).toEqual(['suspended', 'suspended', 'suspended', 'revoked', 'suspended']);
    }
  });

  it('of one account need no question: whoever asks about it has read it', async () => {
    const { services } = authorities({});
    for (const [status, state] of [['active', 'active'], ['suspended', 'suspended'], ['removed', 'suspended']] as const) {
      const [shown] = await showTokens({ services })(callTo({ account: accountFacts(status) }), [tokenView()]);
      expect(shown).toEqual(tokenView({ state }));
    }
  });
});
