import { newId, PLATFORM_TENANT_ID, type TenantId } from '@portcullis/kernel';
import { createLogger, randomBytes } from '@portcullis/platform/runtime';
import { integrationWorld, type IntegrationWorld } from '@portcullis/testkit';
import { Sweeper } from '../sweeper.js';
import { ensureOperator } from '../use-cases/ensure-operator.js';
import type { Policies, Remains, TenantPlace } from '../use-cases/ports.js';
import { markCutOffs } from '../use-cases/mark-cut-offs.js';
import { sweepTenant } from '../use-cases/sweep-tenant.js';
import { PostgresRemains } from './postgres-remains.js';
import { newPublicId, TokenWorld } from './token-world-for-spec.js';

let world: IntegrationWorld;
let tokens: TokenWorld;
let remains: PostgresRemains;

beforeAll(async () => {
  world = await integrationWorld();
  tokens = await TokenWorld.open(world);
  remains = new PostgresRemains(tokens.database);
});
afterAll(async () => {
  await tokens?.close();
  await world?.close();
});

const days = (count: number | null): Policies => ({ deadTokenDays: () => Promise.resolve(count) });
const sweep = (tenantId: TenantId, policies: Policies) => sweepTenant({ remains, policies, markCutOffs: markCutOffs({ remains }) })({ tenantId, shard: tokens.shard }, () => true);
const there = async (tenantId: TenantId) => (await tokens.rows<{ name: string }>('SELECT name FROM token ORDER BY name', [], tenantId)).map(({ name }) => name);
/** So many days ago. */
const ended = (tenantId: TenantId, name: string, column: 'expires_at' | 'revoked_at', ago: number) =>
  tokens.alter(`UPDATE token SET ${column} = clock_timestamp() - make_interval(hours => $2) WHERE name = $1`, [name, Math.round(ago * 24)], tenantId);

async function someTokens(): Promise<TenantId> {
  const tenantId = newId('ten', randomBytes);
  for (const name of ['alive', 'expired-long-ago', 'expired-lately', 'revoked-long-ago', 'revoked-lately']) await tokens.holder({ tenantId, name });
  await ended(tenantId, 'expired-long-ago', 'expires_at', 31);
  await ended(tenantId, 'expired-lately', 'expires_at', 29);
  await ended(tenantId, 'revoked-long-ago', 'revoked_at', 31);
  await ended(tenantId, 'revoked-lately', 'revoked_at', 29);
  return tenantId;
}

describe('a sweep of a tenant', () => {
  it('deletes tokens that have been dead for longer than its policy says, and all that belongs to them', async () => {
    const tenantId = await someTokens();
    const located = () => tokens.rows('SELECT 1 FROM credential_locator WHERE tenant_id = $1', [tenantId], tenantId);
    await tokens.rows(`INSERT INTO rate_window SELECT tenant_id, id, now(), 60, 1, 1 FROM token`, [], tenantId);
    expect(await sweep(tenantId, days(30))).toBe(2);
    expect(await there(tenantId)).toEqual(['alive', 'expired-lately', 'revoked-lately']);
    expect(await located()).toHaveLength(3);
    for (const table of ['credential', 'rate_window']) expect(await tokens.rows(`SELECT 1 FROM ${table}`, [], tenantId)).toHaveLength(3);
    expect(await sweep(tenantId, days(30))).toBe(0);
    expect(await sweep(tenantId, days(0))).toBe(2);
    expect(await there(tenantId)).toEqual(['alive']);
  });

  it('deletes nothing of a tenant that nobody knows', async () => {
    const tenantId = await someTokens();
    expect(await sweep(tenantId, days(null))).toBe(0);
    expect(await there(tenantId)).toHaveLength(5);
  });

  it('passes over what somebody has in hand: it may be on its way back to life', async () => {
    const tenantId = await someTokens();
    const [row] = await tokens.rows<{ id: `tok_${string}` }>(`SELECT id FROM token WHERE name = 'expired-long-ago'`, [], tenantId);
    await tokens.store.commit(tenantId, async (tx) => {
      await tx.lockBoth({ tenantId, accountId: null, tokenId: row!.id, publicId: null }, { tenantId, accountId: null, id: row!.id });
      expect(await sweep(tenantId, days(30))).toBe(1);
      return { ok: true, value: null };
    });
    expect(await there(tenantId)).toContain('expired-long-ago');
  });

  it('keeps the first operator however dead: the next start would make it again, with the secret that was taken from it', async () => {
    const tenantId = PLATFORM_TENANT_ID;
    const first = { publicId: newPublicId(), digest: randomBytes(32) };
    const start = () => ensureOperator({ ...tokens.deps, randomBytes })(first);
    expect(await start()).toBe('created');
    await tokens.holder({ tenantId, kind: 'operator', name: 'another', createdBy: tokens.caller.tokenId });
    for (const name of [`first-operator-${first.publicId}`, 'another']) await ended(tenantId, name, 'revoked_at', 4000);
    expect(await sweep(tenantId, days(0))).toBe(1);
    expect(await start()).toBe('present');
    expect(await tokens.rows('SELECT name FROM token WHERE revoked_at IS NULL', [], tenantId)).toEqual([]);
  });

  it('takes as many rounds as it needs', async () => {
    const tenantId = newId('ten', randomBytes);
    for (let i = 0; i < 4; i++) await tokens.holder({ tenantId, name: `dead-${i}`, expiresAt: tokens.after(-60) });
    const rounds: number[] = [];
    const few: Pick<Remains, 'forgetRequests' | 'clearDead'> = {
      forgetRequests: () => Promise.resolve(),
      /** The first round says that it took all that it may. */
      async clearDead(of, since, limit) {
        rounds.push(await remains.clearDead(of, since, limit));
        return rounds.length === 1 ? limit : rounds.at(-1)!;
      },
    };
    expect(await sweepTenant({ remains: few, policies: days(0), markCutOffs: markCutOffs({ remains }) })({ tenantId, shard: tokens.shard }, () => true)).toBe(500);
    expect(rounds).toEqual([4, 0]);
  });
});

describe('the sweeper', () => {
  const log = createLogger({ instance: 'spec', level: 'silent' });
  const sweeper = (each: (place: TenantPlace) => Promise<number>) => new Sweeper({ database: tokens.database, remains, sweepTenant: each, markCutOffs: markCutOffs({ remains }), log, everySeconds: 3600 });
  const requestOf = (tenantId: TenantId, ago: string) =>
    tokens.alter(
      `INSERT INTO idempotency (tenant_id, key_hash, request_hash, made, sealed_secret, created_at)
       VALUES ($1, $2, $2, 'tok', '{}', clock_timestamp() - $3::interval)`,
      [tenantId, randomBytes(32), ago],
      tenantId,
    );
  const secrets = async (tenantId: TenantId) => (await tokens.rows('SELECT 1 FROM idempotency WHERE sealed_secret IS NOT NULL', [], tenantId)).length;

  it('goes to every tenant there is, and a failure with one keeps it from no other', async () => {
    const [first, second] = [await someTokens(), await someTokens()];
    const visited: TenantId[] = [];
    await sweeper(({ tenantId }) => {
      visited.push(tenantId);
      return tenantId === first ? Promise.reject(new Error('away')) : sweep(tenantId, days(30));
    }).sweepAll();
    expect(visited).toEqual(expect.arrayContaining([first, second, tokens.tenantId]));
    expect(new Set(visited).size).toBe(visited.length);
    expect([(await there(first)).length, (await there(second)).length]).toEqual([5, 3]);
  });

  it('is at work once, however many processes there are', async () => {
    let atWork = 0;
    let sweeps = 0;
    const other = sweeper(() => Promise.resolve(0));
    await sweeper(async () => {
      sweeps++;
      if (atWork++ === 0) await other.sweepAll();
      return 0;
    }).sweepAll();
    expect(sweeps).toBe((await remains.tenants()).length);
  });

  it('forgets secrets of the tenants it was told of, and at its start those of all', async () => {
    const [told, untold] = [await someTokens(), await someTokens()];
    for (const tenantId of [told, untold]) for (const ago of ['11 minutes', '9 minutes']) await requestOf(tenantId, ago);
    const one = sweeper(() => Promise.resolve(0));
    one.wrote(told);
    await one.forgetWritten();
    expect([await secrets(told), await secrets(untold)]).toEqual([1, 2]);
    one.start();
    await one.stop();
    await one.forgetAll();
    expect(await secrets(untold)).toBe(2);
    await sweeper(() => Promise.resolve(0)).forgetAll();
    expect(await secrets(untold)).toBe(1);
  });

  it('knows every tenant by its tokens, page by page', async () => {
    const tenantId = newId('ten', randomBytes);
    await tokens.holder({ tenantId, name: newPublicId() });
    expect((await remains.tenants()).filter((place) => place.tenantId === tenantId)).toHaveLength(1);
  });
});
