import type { TokenState } from '@portcullis/access';
import { newId } from '@portcullis/kernel';
import { randomBytes } from '@portcullis/platform/runtime';
import { integrationWorld, LONG, type IntegrationWorld } from '@portcullis/testkit';
import * as fc from 'fast-check';
import { stateOf, type Token } from '../domain/token.js';
import type { ListOfTokens, Owner } from '../use-cases/ports.js';
import { everyToken, TokenWorld } from './token-world-for-spec.js';

let world: IntegrationWorld;
let tokens: TokenWorld;

beforeAll(async () => {
  world = await integrationWorld();
  tokens = await TokenWorld.open(world);
});
afterAll(async () => {
  await tokens?.close();
  await world?.close();
});

const newOwner = (): Owner => ({ tenantId: tokens.tenantId, accountId: newId('acc', randomBytes) });
const listOf = (owner: Owner, filter: Partial<ListOfTokens['filter']> = {}, sort: ListOfTokens['sort'] = '-createdAt'): ListOfTokens => ({
  owner,
  filter: { ...everyToken.filter, ...filter },
  sort,
});

/** Every name of a list, page by page. */
async function names(list: ListOfTokens, limit = 100): Promise<string[]> {
  const seen: string[] = [];
  for (let cursor: string | null = null; ; ) {
    const page: Awaited<ReturnType<typeof tokens.store.list>> = await tokens.store.list(list, limit, cursor);
    seen.push(...page!.items.map(({ name }) => name));
    cursor = page!.next;
    if (cursor === null) return seen;
  }
}

async function holders(owner: Owner, all: readonly Partial<Token>[]): Promise<void> {
  for (const overrides of all) await tokens.holder({ kind: 'account', accountId: owner.accountId, ...overrides });
}

describe('a list of tokens', () => {
  it('goes in the order that is asked for, each token once, whatever the pages', async () => {
    const owner = newOwner();
    await holders(owner, ['b', 'A', 'c', 'a', '_'].map((name) => ({ name })));
    // A name is free once its token is revoked: several may have had it.
    for (let i = 0; i < 3; i++) {
      await tokens.alter('UPDATE token SET revoked_at = now() WHERE account_id = $1 AND name = $2', [owner.accountId, 'a']);
      await holders(owner, [{ name: 'a' }]);
    }
    const byAge = ['b', 'A', 'c', 'a', '_', 'a', 'a', 'a'];
    const byName = ['A', '_', 'a', 'a', 'a', 'a', 'b', 'c'];
    for (const limit of [1, 2, 3, 100]) {
      expect(await names(listOf(owner, {}, 'createdAt'), limit)).toEqual(byAge);
      expect(await names(listOf(owner, {}, '-createdAt'), limit)).toEqual([...byAge].reverse());
      expect(await names(listOf(owner, {}, 'name'), limit)).toEqual(byName);
      expect(await names(listOf(owner, {}, '-name'), limit)).toEqual([...byName].reverse());
    }
  });

  it('shows what was there when it began, each token once, while others are made and revoked', async () => {
    const owner = newOwner();
    const first = Array.from({ length: 9 }, (_, at) => `t${at}`);
    await holders(owner, first.map((name) => ({ name })));
    for (const sort of ['createdAt', '-createdAt', 'name', '-name'] as const) {
      const seen: string[] = [];
      for (let cursor: string | null = null, page = 0; ; page++) {
        const answer: Awaited<ReturnType<typeof tokens.store.list>> = await tokens.store.list(listOf(owner, {}, sort), 2, cursor);
        seen.push(...answer!.items.map(({ id }) => id));
        cursor = answer!.next;
        if (cursor === null) break;
        if (page < 6) await holders(owner, [{ name: `t${page}-${sort.replace('-', 'down')}` }]);
        await tokens.alter('UPDATE token SET revoked_at = now() WHERE account_id = $1 AND name = $2', [owner.accountId, `t${page}`]);
      }
      expect(new Set(seen).size).toBe(seen.length);
      const names = await tokens.rows<{ name: string }>('SELECT name FROM token WHERE id = ANY ($1)', [seen]);
      expect(names.map(({ name }) => name)).toEqual(expect.arrayContaining(first));
    }
  });

  it('shows what its filters say', async () => {
    const owner = newOwner();
    await holders(owner, [
      { name: 'ci-build', labels: { team: 'dns', env: 'prod' } },
      { name: 'ci_deploy', labels: { team: 'web' }, access: 'restricted', grants: [{ feature: 'zoneedit' }] },
      { name: 'cron', labels: { team: 'dns:eu' }, createdAt: tokens.after(-3600) },
      { name: 'signed-in', form: 'session', expiresAt: tokens.after(60) },
    ]);
    const shown = async (filter: Partial<ListOfTokens['filter']>) => (await names(listOf(owner, filter))).sort();
    expect(await shown({})).toEqual(['ci-build', 'ci_deploy', 'cron']);
    expect(await shown({ name: 'ci' })).toEqual(['ci-build', 'ci_deploy']);
    expect(await shown({ name: 'ci_' })).toEqual(['ci_deploy']);
    expect(await shown({ name: '%' })).toEqual([]);
    expect(await shown({ label: 'team:dns' })).toEqual(['ci-build']);
    expect(await shown({ label: 'team:dns:eu' })).toEqual(['cron']);
    expect(await shown({ label: 'team:' })).toEqual([]);
    expect(await shown({ access: 'restricted' })).toEqual(['ci_deploy']);
    expect(await shown({ createdBefore: tokens.now })).toEqual(['cron']);
    expect(await shown({ createdBefore: tokens.after(-3600) })).toEqual([]);
    expect(await shown({ createdBefore: tokens.after(60), label: 'team:dns' })).toEqual(['ci-build']);
    expect(await shown({ form: 'session' })).toEqual(['signed-in']);
    expect(await shown({ kind: 'tenant' })).toEqual([]);
    expect(await shown({ name: 'ci', label: 'team:dns', access: 'full', state: 'active' })).toEqual(['ci-build']);
  });

  it('shows the living tokens that may do something by what is asked for, full access among them', async () => {
    const owner = newOwner();
    const restricted = (name: string, ...grants: Token['grants']) => ({ name, access: 'restricted' as const, grants });
    await holders(owner, [
      { name: 'full' },
      restricted('by-name', { feature: 'popaccts' }, { operation: 'DNS::parse_zone', access: 'read' }),
      restricted('by-module', { operation: 'DNS::*' }),
      restricted('by-feature', { feature: 'zoneedit' }),
      restricted('by-preset', { preset: 'acme-dns-01', resources: ['zone:example.com'] }),
      restricted('denied', { feature: 'popaccts' }, { effect: 'deny', operation: 'DNS::parse_zone' }),
      restricted('denied-and-allowed', { effect: 'deny', operation: 'DNS::parse_zone' }, { effect: 'allow', operation: 'DNS::parse_zone' }),
      // A name means what kind of selector it stands in.
      restricted('another', { feature: 'acme-dns-01' }, { preset: 'zoneedit' }),
      { name: 'session', form: 'session', expiresAt: tokens.after(600) },
      { name: 'over', expiresAt: tokens.after(-600) },
      { name: 'used-up', useQuota: 1, usesDrawn: 1 },
      restricted('revoked', { feature: 'zoneedit' }),
    ]);
    // Uses are drawn, never given at birth.
    await tokens.alter(`UPDATE token SET uses_drawn = 1 WHERE account_id = $1 AND name = 'used-up'`, [owner.accountId]);
    await tokens.alter(`UPDATE token SET revoked_at = now() WHERE account_id = $1 AND name = 'revoked'`, [owner.accountId]);
    const none = { operations: [], features: [], presets: [] };
    const shown = async (selectors: Partial<ListOfTokens['filter']['selectors']>, limit = 100) => (await names(listOf(owner, { selectors: { ...none, ...selectors } }), limit)).sort();
    expect(await shown({})).toEqual(['full']);
    expect(await shown({ operations: ['DNS::parse_zone'] })).toEqual(['by-name', 'denied-and-allowed', 'full']);
    expect(await shown({ operations: ['DNS::*'] })).toEqual(['by-module', 'full']);
    expect(await shown({ features: ['zoneedit'] })).toEqual(['by-feature', 'full']);
    expect(await shown({ presets: ['acme-dns-01'] })).toEqual(['by-preset', 'full']);
    const all = ['by-feature', 'by-module', 'by-name', 'by-preset', 'denied-and-allowed', 'full'];
    for (const limit of [1, 2, 100]) expect(await shown({ operations: ['DNS::parse_zone', 'DNS::*'], features: ['zoneedit'], presets: ['acme-dns-01'] }, limit)).toEqual(all);
    // What a token is given later counts as well.
    await tokens.alter(`UPDATE token SET grants = '[{"feature":"zoneedit"}]' WHERE account_id = $1 AND name = 'another'`, [owner.accountId]);
    expect(await shown({ features: ['zoneedit'] })).toEqual(['another', 'by-feature', 'full']);
  });

  it('of a tenant shows the tokens of all its accounts, and filters by kind', async () => {
    const tenantId = newId('ten', randomBytes);
    await tokens.holder({ tenantId, name: 'own' });
    await tokens.holder({ tenantId, name: 'of-an-account', kind: 'account', accountId: newId('acc', randomBytes) });
    const all = listOf({ tenantId, accountId: null }, {}, 'name');
    expect(await names(all)).toEqual(['of-an-account', 'own']);
    expect(await names({ ...all, filter: { ...all.filter, kind: 'tenant' } })).toEqual(['own']);
  });

  it('refuses the cursor of another list, and what is no cursor', async () => {
    const owner = newOwner();
    await holders(owner, [{ name: 'a' }, { name: 'b' }]);
    const list = listOf(owner, {}, 'name');
    const { next } = (await tokens.store.list(list, 1, null))!;
    expect(next).toEqual(expect.any(String));
    expect(await tokens.store.list(list, 5, next)).toMatchObject({ items: [{ name: 'b' }] });
    for (const other of [listOf(owner, {}, '-name'), listOf(owner, { access: 'full' }, 'name'), listOf(newOwner(), {}, 'name'), listOf(owner, {}, 'createdAt')]) {
      expect(await tokens.store.list(other, 5, next)).toBeNull();
    }
    for (const text of ['', 'x', `${next}x`, "1' OR 1=1", '9'.repeat(300)]) expect(await tokens.store.list(list, 5, text)).toBeNull();
  });
});

/** Each before those that time leads to. */
const IN_TIME: readonly TokenState[] = ['not_yet_valid', 'exhausted', 'active', 'expiring', 'expired', 'revoked'];

describe('the filter by state', () => {
  const near = fc.option(fc.constantFrom(-1, 0, 1, 3_600_000, 7 * 86_400_000, 7 * 86_400_000 + 3_600_000, -7 * 86_400_000), { freq: 3 });
  const any = fc.record({
    expires: near,
    notBefore: near,
    revoked: fc.boolean(),
    quota: fc.option(fc.integer({ min: 1, max: 3 })),
    drawn: fc.integer({ min: 0, max: 4 }),
  });

  it('says what the rule of all states says, by the clock that the list itself was read at', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(any, { minLength: 1, maxLength: 30 }), async (all) => {
        const owner = newOwner();
        await Promise.all(all.map((_, at) => tokens.holder({ kind: 'account', accountId: owner.accountId, name: `t${at}` })));
        for (const [at, { expires, notBefore, revoked, quota, drawn }] of all.entries()) {
          await tokens.alter(
            `UPDATE token SET expires_at = date_trunc('milliseconds', clock_timestamp()) + make_interval(secs => $3::float / 1000),
               not_before = date_trunc('milliseconds', clock_timestamp()) + make_interval(secs => $4::float / 1000),
               revoked_at = CASE WHEN $5 THEN clock_timestamp() END, use_quota = $6, uses_drawn = $7
             WHERE account_id = $1 AND name = $2`,
            [owner.accountId, `t${at}`, expires, notBefore, revoked, quota, drawn],
          );
        }
        const told = new Map<string, TokenState>();
        for (const state of IN_TIME) {
          const page = await tokens.store.list(listOf(owner, { state }), 100, null);
          for (const token of page!.items) {
            expect({ token, state: stateOf(token, page!.at) }).toEqual({ token, state });
            told.set(token.name, state);
          }
        }
        // Nothing is left out: what changes its state in between does so towards a list that is still to come.
        expect(told.size).toBe(all.length);
      }),
      { numRuns: LONG ? 300 : 20 },
    );
  });
});
