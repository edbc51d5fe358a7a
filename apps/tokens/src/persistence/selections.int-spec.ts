import { newId, type Result } from '@portcullis/kernel';
import { randomBytes } from '@portcullis/platform/runtime';
import { integrationWorld, LONG, type IntegrationWorld } from '@portcullis/testkit';
import { createHash } from 'node:crypto';
import type { Token } from '../domain/token.js';
import type { Owner, Selection } from '../use-cases/ports.js';
import { revokeToken } from '../use-cases/revoke-token.js';
import { revokeTokens, type RevokeTokens } from '../use-cases/revoke-tokens.js';
import { everyToken, newPublicId, TokenWorld } from './token-world-for-spec.js';

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

const any: Selection = { kind: null, createdBefore: null, label: null, selectors: null };
const newAccount = (): Owner => ({ tenantId: tokens.tenantId, accountId: newId('acc', randomBytes) });
/** A token of an account, by its name. */
async function named(owner: Owner, name: string, overrides: Partial<Token> = {}): Promise<Token['id']> {
  return (await tokens.holder({ ...owner, kind: owner.accountId === null ? 'tenant' : 'account', name, ...overrides })).tokenId;
}
const allowing = (...grants: Token['grants']): Partial<Token> => ({ access: 'restricted', grants });

async function revoke(owner: Owner, selection: Partial<Selection>, more: Partial<RevokeTokens> = {}) {
  const request = { caller: tokens.caller, shard: tokens.shard, owner, selection: { ...any, ...selection }, where: { ...selection }, dryRun: false, reason: 'clean-up', idempotency: null, ...more };
  return valueOf(await revokeTokens({ ...tokens.deps, afterCutOff: () => undefined })(request));
}
async function left(owner: Owner): Promise<string[]> {
  const page = await tokens.store.list({ owner, ...everyToken, filter: { ...everyToken.filter, state: 'active' } }, 200, null);
  return page!.items.map(({ name }) => name).sort();
}
function valueOf<T>(result: Result<T, { code: string }>): T {
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value;
}
const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('tokens that are revoked together', () => {
  it('are those with a label', async () => {
    const owner = newAccount();
    await named(owner, 'dns', { labels: { team: 'dns', stage: 'live' } });
    await named(owner, 'mail', { labels: { team: 'mail' } });
    await named(owner, 'none');
    expect(await revoke(owner, { label: 'team:dns' })).toMatchObject({ count: 1, first: [{ name: 'dns', accountId: owner.accountId }] });
    expect(await left(owner)).toEqual(['mail', 'none']);
  });

  it('are those of a kind, and those made before a time', async () => {
    const owner = { tenantId: newId('ten', randomBytes), accountId: null };
    const asked = async (selection: Partial<Selection>) => (await revoke(owner, selection, { dryRun: true })).first.map(({ name }) => name);
    await named(owner, 'old', { createdAt: tokens.after(-3600) });
    await named(owner, 'service', { kind: 'service', access: 'restricted', grants: [{ operation: 'DNS::parse_zone' }] });
    expect(await asked({ kind: 'service' })).toEqual(['service']);
    expect(await asked({ createdBefore: tokens.now })).toEqual(['old']);
    expect(await asked({ createdBefore: tokens.after(-3600) })).toEqual([]);
    expect(await asked({ createdBefore: tokens.after(1), kind: 'tenant' })).toEqual(['old']);
  });

  it('are those with full access, or a grant that allows something by one of the names', async () => {
    const owner = newAccount();
    await named(owner, 'full');
    await named(owner, 'operation', allowing({ operation: 'DNS::parse_zone' }));
    await named(owner, 'feature', allowing({ feature: 'zoneedit', access: 'read' }));
    await named(owner, 'module', allowing({ operation: 'DNS::*' }));
    await named(owner, 'denied', allowing({ operation: 'Email::list_pops' }, { operation: 'DNS::parse_zone', effect: 'deny' }));
    await named(owner, 'other', allowing({ operation: 'Email::list_pops' }));
    // As if two names had one number.
    await named(owner, 'collides', allowing({ preset: 'monitoring' }));
    await tokens.alter(`ALTER TABLE token ALTER COLUMN selectors DROP EXPRESSION, ALTER COLUMN selectors SET DEFAULT '{}'`);
    await tokens.alter(`UPDATE token SET selectors = array_append(selectors, hashtext('operation:DNS::parse_zone')) WHERE name = 'collides'`);
    const selectors = { operations: ['DNS::parse_zone', 'DNS::*'], features: ['zoneedit'], presets: [] };
    expect(await revoke(owner, { selectors })).toMatchObject({ count: 4 });
    expect(await left(owner)).toEqual(['collides', 'denied', 'other']);
  });

  it('are an account’s own, or all of a tenant; what is dead already is not among them', async () => {
    const [owner, other] = [newAccount(), newAccount()];
    const labels = { batch: newPublicId().toLowerCase() };
    const label = `batch:${labels.batch}`;
    const first = await named(owner, 'first', { labels });
    for (const name of ['second', 'third']) await named(owner, name, { labels });
    await named(other, 'other', { labels });
    await revokeToken(tokens.deps)({ caller: tokens.caller, ref: { ...owner, id: first }, expectedVersion: null, reason: 'lost' });
    expect(await revoke(owner, { label })).toMatchObject({ count: 2 });
    expect(await revoke({ ...owner, accountId: null }, { label })).toMatchObject({ count: 1, first: [{ name: 'other' }] });
    expect(await tokens.store.read({ ...owner, id: first })).toMatchObject({ token: { revokedReason: 'lost' } });
  });

  it('are one change, and one event; each says by whom and why', async () => {
    const owner = newAccount();
    const ids = [await named(owner, 'one', { labels: { a: 'b' } }), await named(owner, 'two', { labels: { a: 'b' } })];
    const before = await tokens.rev();
    const { changes } = await revoke(owner, { label: 'a:b' });
    expect(changes).toMatchObject([{ rev: String(before + 1), target: { kind: 'barrier', tenantId: owner.tenantId, id: owner.accountId } }]);
    expect(await tokens.rev()).toBe(before + 1);
    expect(await tokens.told(owner.accountId!)).toEqual([
      {
        type: 'tokens.revoked_in_bulk',
        data: { by: tokens.caller, accountId: owner.accountId, where: { label: 'a:b' }, selection: { ...any, label: 'a:b' }, count: 2, tokens: ids, reason: 'clean-up' },
      },
    ]);
    for (const id of ids) {
      expect(await tokens.store.read({ ...owner, id })).toMatchObject({ token: { revokedAt: tokens.now, revokedBy: tokens.caller.tokenId, revokedReason: 'clean-up', version: 2 } });
      expect(await tokens.told(id)).toEqual([]);
    }
  });

  it('are counted all, and the oldest twenty named', async () => {
    const owner = newAccount();
    for (let n = 0; n < 23; n++) await named(owner, `n${n}`);
    const { count, first } = await revoke(owner, {}, { dryRun: true });
    expect([count, first.map(({ name }) => name)]).toEqual([23, Array.from({ length: 20 }, (_, n) => `n${n}`)]);
    expect(await left(owner)).toHaveLength(23);
    expect((await revoke(owner, {})).first).toEqual(first);
  });

  it('are none where none is left, and what took the power is waited for all the same', async () => {
    const owner = newAccount();
    await named(owner, 'one', { labels: { a: 'c' } });
    const { changes } = await revoke(owner, { label: 'a:c' });
    expect(await revoke(owner, { label: 'a:c' })).toEqual({ count: 0, first: [], changes });
    expect(await tokens.told(owner.accountId!)).toHaveLength(1);
  });

  it('are revoked once when the same request comes again', async () => {
    const owner = newAccount();
    await named(owner, 'one', { labels: { a: 'd' } });
    const idempotency = { keyHash: hash('key'), requestHash: hash('request') };
    const { changes } = await revoke(owner, { label: 'a:d' }, { idempotency });
    await named(owner, 'later', { labels: { a: 'd' } });
    expect(await revoke(owner, { label: 'a:d' }, { idempotency })).toEqual({ count: 1, first: [], changes });
    expect(await left(owner)).toEqual(['later']);
    const cut = { idempotency: { keyHash: hash('another'), requestHash: hash('request') }, selection: null };
    expect(await revoke(owner, {}, cut)).toMatchObject({ count: null });
    await named(owner, 'latest');
    expect(await revoke(owner, {}, cut)).toMatchObject({ count: null });
    expect(await left(owner)).toEqual(['latest']);
  });
});

describe('a whole account of a hundred thousand', () => {
  it('is revoked by one statement where it is selected', async () => {
    const owner = newAccount();
    const count = LONG ? 100_000 : 3_000;
    await tokens.alter(
      `INSERT INTO token (tenant_id, id, shard, kind, account_id, name, description, access, grants, labels, created_at)
       SELECT $1, 'tok_' || $2 || n, $3, 'account', $2, 'n' || n, '', 'full', '[]', '{"a":"e"}', now() FROM generate_series(1, $4::int) AS n`,
      [owner.tenantId, owner.accountId, tokens.shard, count],
    );
    expect(await revoke(owner, { label: 'a:e' })).toMatchObject({ count });
    expect(await left(owner)).toEqual([]);
  });
});
