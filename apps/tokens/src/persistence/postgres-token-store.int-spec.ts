import { instant, newId, toRfc3339, PLATFORM_TENANT_ID, shardOfRoot, type Instant, type TenantId } from '@portcullis/kernel';
import type { Caller } from '@portcullis/contracts';
import { randomBytes } from '@portcullis/platform/runtime';
import { integrationWorld, type IntegrationWorld } from '@portcullis/testkit';
import { createToken, type CreateToken } from '../use-cases/create-token.js';
import { resolveCredential } from '../use-cases/resolve-credential.js';
import { revokeToken } from '../use-cases/revoke-token.js';
import { ensureOperator } from '../use-cases/ensure-operator.js';
import type { TokenRef } from '../use-cases/ports.js';
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

const create = (overrides?: Partial<CreateToken>) => tokens.create(overrides);
const revoke = (ref: TokenRef) => revokeToken(tokens.deps)({ caller: tokens.caller, ref, expectedVersion: null, reason: null });

describe('creating a token', () => {
  it('keeps no digest that a copy of the database could be searched with, and resolves by it', async () => {
    const { wanted, result } = await create();
    expect(result.ok).toBe(true);
    const resolve = resolveCredential({ store: tokens.store, keyring: { ...tokens.keyring, learn: () => {} }, freshen: () => {} });
    const found = await resolve(tokens.shard, wanted.credential.publicId, wanted.credential.digest);
    expect(found).toMatchObject({ ok: true, value: { token: { id: wanted.id, grants: [{ operation: 'DNS::parse_zone' }] } } });
    const [row] = await tokens.rows('SELECT mac FROM credential WHERE public_id = $1', [wanted.credential.publicId]);
    expect(Buffer.from(row?.mac as Uint8Array).equals(Buffer.from(wanted.credential.digest))).toBe(false);

    expect(await resolve(tokens.shard, wanted.credential.publicId, randomBytes(32))).toMatchObject({ ok: false });
    expect(await resolve(tokens.shard, 'nosuchid', wanted.credential.digest)).toMatchObject({ ok: false });
  });

  it('resolves with how far the history of the shard had come, and not at all while the shard is not served', async () => {
    const { wanted } = await create();
    const [before] = await tokens.rows('SELECT epoch, rev FROM shard_counter WHERE shard = $1', [tokens.shard]);
    const resolve = () => tokens.store.resolve(tokens.shard, wanted.credential.publicId);
    expect((await resolve())?.stamp).toEqual({ epoch: Number(before?.epoch), rev: Number(before?.rev) });
    await revoke({ tenantId: tokens.tenantId, accountId: null, id: wanted.id });
    expect(await resolve()).toMatchObject({ stamp: { rev: Number(before?.rev) + 1 }, token: { revokedAt: tokens.now } });

    const setState = (state: string) => tokens.rows('UPDATE shard_counter SET state = $2 WHERE shard = $1', [tokens.shard, state]);
    await setState('recovering');
    await expect(resolve()).rejects.toMatchObject({ name: 'Fault', kind: 'unavailable' });
    await expect(tokens.store.resolve(tokens.shard, 'nosuchid')).rejects.toMatchObject({ kind: 'unavailable' });
    await setState('serving');
  });

  it('is not resolved by a database that was brought back from older, before it has found that out', async () => {
    const { wanted } = await create();
    const resolve = () => tokens.store.resolve(tokens.shard, wanted.credential.publicId);
    await tokens.rows("UPDATE cell SET timeline = '0000FFFF'");
    await expect(resolve()).rejects.toMatchObject({ name: 'Fault', kind: 'unavailable' });
    await tokens.rows('UPDATE cell SET timeline = left(pg_walfile_name(pg_current_wal_lsn()), 8)');
    expect(await resolve()).not.toBeNull();
  });

  it('is no change: it queues at no counter', async () => {
    const before = await tokens.rev();
    await create();
    expect(await tokens.rev()).toBe(before);
  });

  it('tells its event in the same transaction, and a refusal leaves nothing behind', async () => {
    const { wanted } = await create({ name: 'told' });
    expect(await tokens.rows(`SELECT type FROM outbox WHERE subject = $1`, [wanted.id])).toEqual([{ type: 'token.created' }]);

    const again = await create({ name: 'told', owner: wanted.owner });
    expect(again.result).toMatchObject({ ok: false, refusal: { code: 'name_taken' } });
    expect(await tokens.rows('SELECT 1 FROM outbox WHERE subject = $1', [again.wanted.id])).toEqual([]);
    expect(await tokens.rows('SELECT 1 FROM credential_locator WHERE public_id = $1', [again.wanted.credential.publicId])).toEqual([]);
  });

  it('gives one of fifty who want the same name at once the name', async () => {
    const accountId = newId('acc', randomBytes);
    const all = await Promise.all(Array.from({ length: 50 }, () => create({ name: 'popular', owner: { tenantId: tokens.tenantId, accountId } })));
    expect(all.filter(({ result }) => result.ok)).toHaveLength(1);
    expect(all.filter(({ result }) => !result.ok && result.refusal.code === 'name_taken')).toHaveLength(49);
  });

  it('refuses an expiry in the past, and what the catalogue does not know', async () => {
    expect((await create({ expiresAt: tokens.now })).result).toMatchObject({ ok: false, refusal: { code: 'expiry_in_past' } });
    const unknown = createToken({ ...tokens.deps, catalogue: { ...tokens.catalogue, knownFeature: () => false } });
    expect(await unknown(tokens.request({ grants: [{ feature: 'zonedit' }] }))).toMatchObject({ ok: false, refusal: { code: 'operation_unknown' } });
  });

  it('never hands out more than the caller holds, nor anything once the caller is revoked', async () => {
    const made = await create({ kind: 'tenant', name: 'narrow', owner: { tenantId: tokens.tenantId, accountId: null }, grants: [{ operation: 'Portcullis::create_token' }] });
    const narrow: Caller = { ...tokens.caller, tokenId: made.wanted.id, publicId: made.wanted.credential.publicId };
    expect((await create({ caller: narrow })).result).toMatchObject({ ok: false, refusal: { code: 'exceeds_caller' } });
    expect((await create({ caller: narrow, access: 'full', grants: [] })).result).toMatchObject({ ok: false, refusal: { code: 'exceeds_caller' } });
    await revoke(made.ref);
    expect((await create({ caller: narrow })).result).toMatchObject({ ok: false, refusal: { code: 'invalid_token' } });
  });
});

describe('what a maker cannot make', () => {
  /** A live token in the database, whoever could have made it. */
  const maker = (kind: CreateToken['kind'], of: TenantId, expiresAt: Instant | null = null): Promise<Caller> =>
    tokens.holder({ kind, tenantId: of, access: 'restricted', grants: [{ operation: 'Portcullis::create_token' }, { operation: 'DNS::parse_zone' }], expiresAt });
  const inThePlatform = { shard: shardOfRoot(PLATFORM_TENANT_ID), owner: { tenantId: PLATFORM_TENANT_ID, accountId: null } };

  it('a service of the platform, unless it is an operator or such a service itself', async () => {
    for (const by of [await maker('tenant', PLATFORM_TENANT_ID), await maker('tenant', tokens.tenantId), await maker('service', tokens.tenantId)]) {
      const { result } = await create({ caller: by, ...inThePlatform, kind: 'service', name: 'takes-all' });
      expect(result).toMatchObject({ ok: false, refusal: { code: 'exceeds_caller', detail: expect.stringContaining('only operators and services of the platform') } });
    }
    for (const by of [await maker('operator', PLATFORM_TENANT_ID), await maker('service', PLATFORM_TENANT_ID)]) {
      expect((await create({ caller: by, ...inThePlatform, kind: 'service', name: `by-${by.kind}` })).result.ok).toBe(true);
    }
  });

  it('a tenant or account token of the platform, or an operator elsewhere, even if it is an operator', async () => {
    const operator = await maker('operator', PLATFORM_TENANT_ID);
    const wanted: Partial<CreateToken>[] = [
      { ...inThePlatform, kind: 'tenant' },
      { ...inThePlatform, kind: 'account', owner: { tenantId: PLATFORM_TENANT_ID, accountId: newId('acc', randomBytes) } },
      { kind: 'operator', owner: { tenantId: tokens.tenantId, accountId: null } },
    ];
    for (const overrides of wanted) {
      expect((await create({ caller: operator, name: 'misplaced', ...overrides })).result).toMatchObject({ ok: false, refusal: { code: 'exceeds_caller' } });
    }
  });

  it('a token that lives on when it has ended itself', async () => {
    const end = tokens.after(3);
    const by = await maker('tenant', tokens.tenantId, end);
    for (const expiresAt of [null, instant(end + 1)]) {
      const { result } = await create({ caller: by, name: 'heir', expiresAt });
      expect(result).toMatchObject({ ok: false, refusal: { code: 'exceeds_caller', detail: expect.stringContaining(toRfc3339(end)) } });
    }
    expect((await create({ caller: by, name: 'heir', expiresAt: end })).result.ok).toBe(true);
    expect((await create({ caller: await maker('tenant', tokens.tenantId), name: 'heir', expiresAt: null })).result.ok).toBe(true);
  });
});

describe('revoking a token', () => {
  it('numbers the change once, and a second revoke answers the change that took the power', async () => {
    const { wanted, ref } = await create({ name: 'short-lived' });
    const before = await tokens.rev();
    const first = await revoke(ref);
    const second = await revoke(ref);
    expect(await tokens.rev()).toBe(before + 1);
    expect(first).toMatchObject({ ok: true, value: { change: { authority: 'tokens', shard: tokens.shard, rev: String(before + 1) } } });
    expect(second.ok && second.value.change).toEqual(first.ok && first.value.change);
    expect((await tokens.told(wanted.id)).map(({ type }) => type)).toEqual(['token.created', 'token.revoked']);
  });

  it('numbers fifty changes at once without a gap', async () => {
    const made = await Promise.all(Array.from({ length: 50 }, (_, i) => create({ name: `many-${i}` })));
    const before = await tokens.rev();
    const done = await Promise.all(made.map(({ ref }) => revoke(ref)));
    const revs = done.map((result) => (result.ok ? Number(result.value.change!.rev) : NaN)).sort((a, b) => a - b);
    expect(revs).toEqual(Array.from({ length: 50 }, (_, i) => before + 1 + i));
  });

  it('finds nothing of another tenant, nor of another account', async () => {
    const { ref } = await create({ name: 'mine' });
    expect(await revoke({ ...ref, tenantId: newId('ten', randomBytes), accountId: null })).toMatchObject({ ok: false });
    expect(await revoke({ ...ref, accountId: newId('acc', randomBytes) })).toMatchObject({ ok: false });
    expect(await revoke({ ...ref, id: newId('tok', randomBytes) })).toMatchObject({ ok: false });
  });

  it('frees the name for a new token', async () => {
    const { wanted, ref } = await create({ name: 'reused' });
    await revoke(ref);
    expect((await create({ name: 'reused', owner: wanted.owner })).result.ok).toBe(true);
  });
});

describe('a list of tokens', () => {
  it('shows each once, newest first, page by page, and refuses a foreign cursor', async () => {
    const owner = { tenantId: tokens.tenantId, accountId: newId('acc', randomBytes) };
    for (const name of ['a', 'b', 'c', 'd', 'e']) await create({ name, owner });
    const names: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof tokens.store.list>> = await tokens.store.list({ owner, ...everyToken }, 2, cursor);
      names.push(...page!.items.map((token) => token.name));
      cursor = page!.next;
    } while (cursor !== null);
    expect(names).toEqual(['e', 'd', 'c', 'b', 'a']);
    expect(await tokens.store.list({ owner, ...everyToken }, 2, "1' OR 1=1")).toBeNull();
  });

  it('fits into one message, however many grants its tokens hold', async () => {
    const owner = { tenantId: tokens.tenantId, accountId: newId('acc', randomBytes) };
    const grants = Array.from({ length: 200 }, (_, i) => ({ operation: `M${i}::${'x'.repeat(110)}`, access: 'read' as const }));
    const made = await Promise.all(Array.from({ length: 40 }, (_, i) => create({ name: `wide-${i}`, owner, grants })));
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof tokens.store.list>> = await tokens.store.list({ owner, ...everyToken }, 200, cursor);
      expect(Buffer.byteLength(JSON.stringify(page))).toBeLessThan(600_000);
      seen.push(...page!.items.map(({ id }) => id));
      cursor = page!.next;
    } while (cursor !== null);
    expect(seen.sort()).toEqual(made.map(({ wanted }) => wanted.id).sort());
  });
});

describe('row-level security', () => {
  it('is forced on every table that is keyed by tenant, and the service owns none', async () => {
    const tables = await tokens.rows(
      `SELECT c.relname, c.relforcerowsecurity AS forced, pg_get_userbyid(c.relowner) = current_user AS owned
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname = 'tokens' AND c.relkind = 'r' ORDER BY 1`,
    );
    const exceptions = ['accepted_keys', 'cell', 'change', 'credential_locator', 'host_strikes', 'lease', 'migration', 'outbox', 'proof', 'shard_counter'];
    expect(tables.filter((table) => !table.forced).map((table) => table.relname)).toEqual(exceptions);
    expect(tables.filter((table) => table.owned)).toEqual([]);
  });

  it('shows nothing to a statement that names no tenant, the owner of the table included', async () => {
    await create({ name: 'hidden' });
    expect(await tokens.database.transaction((tx) => tx.query('SELECT 1 FROM token'))).toEqual([]);
    expect(await tokens.owner.transaction((tx) => tx.query('SELECT 1 FROM tokens.token'))).toEqual([]);
  });
});

describe('the first operator token', () => {
  it('is made once, however often and by however many the service is started', async () => {
    const first = { publicId: 'operator', digest: randomBytes(32) };
    const ensure = ensureOperator({ ...tokens.deps, randomBytes });
    const outcomes = await Promise.all([ensure(first), ensure(first), ensure(first)]);
    expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(1);
    expect(await ensure(first)).toBe('present');
  });
});
