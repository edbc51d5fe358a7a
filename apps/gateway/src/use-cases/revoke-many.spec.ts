import { granted, type Instant } from '@portcullis/kernel';
import { revokeMany, type RevokeManyDeps, type Where } from './revoke-many.js';

const facts = (name: string, features: string[], known = true) => ({ name, access: 'write' as const, features, known });
const operations = [facts('DNS::parse_zone', ['zoneedit']), facts('Email::add_pop', ['popaccts'])];

/** What the tokens service is asked, or the code of the refusal. */
async function asked(where: Where, account: { id: string } | null = null) {
  const requests: Record<string, unknown>[] = [];
  const services = {
    call: (contract: { name: string }, request: Record<string, unknown>) => {
      if (contract.name === 'read_owner') return Promise.resolve(granted({ account: request['account'] === 'alice' ? { id: 'acc_alice' } : null }));
      requests.push(request);
      return Promise.resolve(granted({ count: 0, first: [], enforcement: null }));
    },
  };
  const deps = {
    services,
    operationFacts: (name: string) => operations.find((one) => one.name === name) ?? facts(name, [], false),
    grantCatalogue: { operations, presetsWith: (name: string) => (name.startsWith('DNS::') ? ['acme-dns-01'] : []), knownFeature: (name: string) => name === 'zoneedit' },
  } as unknown as RevokeManyDeps;
  const call = { caller: 'caller', target: { tenant: { id: 'ten_1' }, account, shard: 7 }, origin: { requestId: 'req_1' }, respondAsync: true, repeatable: null, now: 0 as Instant };
  const result = await revokeMany(deps)(call as never, { where, dryRun: false, reason: 'why' });
  return result.ok ? requests[0] : result.refusal.code;
}

describe('many tokens to be revoked', () => {
  it('are all of an owner where nothing else is said', async () => {
    expect(await asked({ all: true })).toMatchObject({ accountId: null, selection: null, where: { all: true }, respondAsync: true, reason: 'why' });
    expect(await asked({ account: 'alice' })).toMatchObject({ accountId: 'acc_alice', selection: null });
    expect(await asked({ all: true }, { id: 'acc_own' })).toMatchObject({ accountId: 'acc_own', selection: null });
  });

  it('are those that hold a feature itself, an operation of it, its module or a preset with it', async () => {
    const selectors = { operations: ['DNS::parse_zone', 'DNS::*'], features: ['zoneedit'], presets: ['acme-dns-01'] };
    for (const where of [{ feature: 'zoneedit' }, { operation: 'DNS::parse_zone' }]) {
      expect(await asked(where)).toMatchObject({ selection: { label: null, createdBefore: null, kind: null, selectors } });
    }
    expect(await asked({ account: 'alice', label: 'team:dns' })).toMatchObject({ accountId: 'acc_alice', selection: { label: 'team:dns', selectors: null } });
  });

  it.each<[string, Where]>([['not_found', { account: 'bob' }], ['operation_unknown', { feature: 'zonedit' }], ['operation_unknown', { operation: 'DNS::parse_zne' }]])(
    'are refused as %s where a name is misspelt: %j',
    async (code, where) => {
      expect(await asked(where)).toBe(code);
    },
  );
});
