import type { Caller } from '@portcullis/contracts';
import { newId, type Result } from '@portcullis/kernel';
import { randomBytes } from '@portcullis/platform/runtime';
import { integrationWorld, type IntegrationWorld } from '@portcullis/testkit';
import { createToken } from '../use-cases/create-token.js';
import { editToken } from '../use-cases/edit-token.js';
import { endSessions } from '../use-cases/end-sessions.js';
import { finishRegeneration } from '../use-cases/finish-regeneration.js';
import { markCutOffs } from '../use-cases/mark-cut-offs.js';
import type { Owner, TokenRef } from '../use-cases/ports.js';
import { regenerateToken } from '../use-cases/regenerate-token.js';
import { revokeToken } from '../use-cases/revoke-token.js';
import { revokeTokens } from '../use-cases/revoke-tokens.js';
import { spendGrant } from '../use-cases/spend-grant.js';
import { PostgresAllowances } from './postgres-allowances.js';
import { PostgresRemains } from './postgres-remains.js';
import { everyToken, newPublicId, TokenWorld, unasked } from './token-world-for-spec.js';

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

const newAccount = (): Owner => ({ tenantId: tokens.tenantId, accountId: newId('acc', randomBytes) });
/** A tenant of its own, and a caller of it. */
async function newTenant(): Promise<{ owner: Owner; caller: Caller }> {
  const caller = await tokens.holder({ tenantId: newId('ten', randomBytes) });
  return { owner: { tenantId: caller.tenantId, accountId: null }, caller };
}
const grants = [{ operation: 'DNS::parse_zone', once: true }] as const;
/** Of an account; with all that something could be done with. */
async function held(owner: Owner, overrides: Parameters<TokenWorld['holder']>[0] = {}): Promise<Caller & { ref: TokenRef }> {
  const kind = owner.accountId === null ? 'tenant' : 'account';
  const caller = await tokens.holder({ ...owner, kind, ...overrides });
  return { ...caller, ref: { ...owner, id: caller.tokenId } };
}
const afterCutOff = (): void => undefined;
const cutOff = async (owner: Owner, caller: Caller = tokens.caller, reason: string | null = 'stolen laptop') => {
  const shard = tokens.shard;
  const request = { caller, shard, owner, selection: null, where: { all: true }, dryRun: false, reason, idempotency: null };
  return valueOf(await revokeTokens({ ...tokens.deps, afterCutOff })(request));
};
const mark = (owner: Owner) => markCutOffs({ remains })(owner.tenantId, () => true);
const read = async (ref: TokenRef) => (await tokens.store.read(ref))!;
const listed = async (owner: Owner, filter: Partial<(typeof everyToken)['filter']> = {}) => {
  const page = await tokens.store.list({ owner, ...everyToken, filter: { ...everyToken.filter, ...filter } }, 200, null);
  return page!.items.map(({ id }) => id);
};
const codeOf = (result: Result<unknown, { code: string }>): string => (result.ok ? 'ok' : result.refusal.code);
function valueOf<T>(result: Result<T, { code: string }>): T {
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value;
}
const credential = () => ({ publicId: newPublicId(), digest: randomBytes(32) });

/** As whoever reads rows must see it, before they say so themselves and after. */
describe.each(['not marked yet', 'marked'])('a token that was cut off and is %s', (when) => {
  const marked = when === 'marked';
  let owner: Owner;
  let dead: Caller & { ref: TokenRef };

  beforeAll(async () => {
    owner = newAccount();
    dead = await held(owner, { name: 'worker', useQuota: 10, labels: { team: 'dns' }, access: 'restricted', grants });
    await tokens.withOverlap(dead.ref);
    await cutOff(owner);
    if (marked) await mark(owner);
  });

  it(`says so ${marked ? '' : 'not '}in its own row`, async () => {
    expect(await tokens.rows('SELECT revoked_at IS NOT NULL AS marked FROM token WHERE id = $1', [dead.tokenId])).toEqual([{ marked }]);
  });

  it('is resolved as revoked', async () => {
    expect(await tokens.store.resolve(tokens.shard, dead.publicId)).toMatchObject({ token: { id: dead.tokenId, revokedAt: tokens.now } });
  });

  it('is shown as revoked: since the cut-off, by whom, why, in one version more, and without a secret', async () => {
    const told = { revokedAt: tokens.now, revokedBy: tokens.caller.tokenId, revokedReason: 'stolen laptop', version: 2 };
    expect(await read(dead.ref)).toMatchObject({ token: told, credentials: [] });
  });

  it('is listed as revoked, and nowhere among those that live', async () => {
    expect(await listed(owner, { state: 'revoked' })).toEqual([dead.tokenId]);
    expect(await listed(owner, { state: 'active' })).toEqual([]);
    expect(await listed(owner, { selectors: { operations: ['DNS::parse_zone'], features: [], presets: [] } })).toEqual([]);
  });

  it('makes, edits and regenerates nothing, and spends nothing', async () => {
    const other = await held(owner);
    const made = await createToken(tokens.deps)({ ...tokens.request(), owner, caller: dead });
    const edited = await editToken(tokens.deps)({ caller: dead, ref: other.ref, expectedVersion: null, changes: { description: 'seen' }, ...unasked });
    const again = await regenerateToken(tokens.deps)({ caller: dead, ref: other.ref, credential: credential(), overlapSeconds: 0, idempotency: null });
    expect([made, edited, again].map(codeOf)).toEqual(['invalid_token', 'invalid_token', 'invalid_token']);
    expect(await spendGrant(tokens.deps)({ caller: dead, ref: dead.ref, grants })).toEqual({ ok: true, value: { spent: false, change: null } });
  });

  it('is neither edited nor regenerated, and its regeneration not finished', async () => {
    const { caller } = tokens;
    const edited = await editToken(tokens.deps)({ caller, ref: dead.ref, expectedVersion: null, changes: { description: 'seen' }, ...unasked });
    const again = await regenerateToken(tokens.deps)({ caller, ref: dead.ref, credential: credential(), overlapSeconds: 0, idempotency: null });
    expect([edited, again].map(codeOf)).toEqual(['token_revoked', 'token_revoked']);
    expect(valueOf(await finishRegeneration(tokens.deps)(caller, dead.ref))).toMatchObject({ token: { version: 2 }, credentials: [] });
  });

  it('is not revoked again', async () => {
    const again = await revokeToken(tokens.deps)({ caller: tokens.caller, ref: dead.ref, expectedVersion: null, reason: 'another' });
    expect(valueOf(again)).toMatchObject({ token: { revokedReason: 'stolen laptop', version: 2 } });
    expect((await tokens.told(dead.tokenId)).map(({ type }) => type)).toEqual([]);
  });

  it('is given no uses', async () => {
    const draw = { tenantId: tokens.tenantId, tokenId: dead.tokenId, tokenRate: null, tenantRate: null, uses: { want: 1 } };
    expect(await new PostgresAllowances(tokens.database).draw(draw)).toMatchObject({ uses: { granted: 0 } });
  });
});

describe('a cut-off', () => {
  it('is one row, and writes no token, however many there are', async () => {
    const costs: unknown[] = [];
    for (const count of [1, 400]) {
      const owner = newAccount();
      await tokens.alter(
        `INSERT INTO token (tenant_id, id, shard, kind, account_id, name, description, access, grants, created_at)
         SELECT $1, 'tok_' || $2 || n, $3, 'account', $2, 'n' || n, '', 'full', '[]', now() FROM generate_series(1, $4::int) AS n`,
        [owner.tenantId, owner.accountId, tokens.shard, count],
      );
      const [before] = await tokens.rows<{ rev: string; next: string }>('SELECT rev, pg_snapshot_xmax(pg_current_snapshot())::text AS next FROM shard_counter WHERE shard = $1', [tokens.shard]);
      await cutOff(owner);
      const [cost] = await tokens.rows(
        `SELECT (SELECT count(*)::int FROM cut_off WHERE owner_id = $1) AS cut_offs, (SELECT count(*)::int FROM outbox WHERE subject = $1) AS told,
                (SELECT count(*)::int FROM token WHERE owner_id = $1 AND xmin::text::bigint >= $2) AS written, (SELECT rev - $3 FROM shard_counter WHERE shard = $4) AS changes`,
        [owner.accountId, before!.next, before!.rev, tokens.shard],
      );
      expect(await listed(owner, { state: 'revoked' })).toHaveLength(Math.min(count, 200));
      costs.push(cost);
    }
    expect(costs).toEqual([{ cut_offs: 1, told: 1, written: 0, changes: '1' }, { cut_offs: 1, told: 1, written: 0, changes: '1' }]);
  });

  it('is one change for all of its owner, and one event', async () => {
    const owner = newAccount();
    const { count, first, changes } = await cutOff(owner);
    expect({ count, first }).toEqual({ count: null, first: [] });
    expect(changes).toEqual([{ authority: 'tokens', shard: tokens.shard, epoch: expect.any(String) as string, rev: String(await tokens.rev()), target: { kind: 'barrier', tenantId: tokens.tenantId, id: owner.accountId } }]);
    expect(await tokens.told(owner.accountId!)).toEqual([
      { type: 'tokens.revoked_in_bulk', data: { by: tokens.caller, accountId: owner.accountId, where: { all: true }, selection: null, count: null, tokens: null, reason: 'stolen laptop' } },
    ]);
  });

  it('leaves what is made after it, what belongs to others, and what was revoked before', async () => {
    const [owner, other] = [newAccount(), newAccount()];
    const before = await held(owner);
    await revokeToken(tokens.deps)({ caller: tokens.caller, ref: before.ref, expectedVersion: null, reason: 'lost' });
    const [beside, ofTenant] = [await held(other), await held({ ...owner, accountId: null })];
    await cutOff(owner);
    const later = await held(owner);
    expect(await read(before.ref)).toMatchObject({ token: { revokedReason: 'lost' } });
    for (const { ref } of [beside, ofTenant, later]) expect(await read(ref)).toMatchObject({ token: { revokedAt: null } });
  });

  it('of a tenant reaches its accounts, and the caller’s own token; of another tenant it spares the caller', async () => {
    const { owner, caller } = await newTenant();
    const ofAccount = await held({ ...owner, accountId: newId('acc', randomBytes) });
    await cutOff(owner, caller);
    expect(await read(ofAccount.ref)).toMatchObject({ token: { revokedBy: caller.tokenId } });
    expect(await read({ ...owner, id: caller.tokenId })).toMatchObject({ token: { revokedBy: caller.tokenId } });
    const below = await newTenant();
    await cutOff(below.owner);
    expect(await read({ ...below.owner, id: below.caller.tokenId })).toMatchObject({ token: { revokedBy: tokens.caller.tokenId } });
    expect(await read({ tenantId: tokens.tenantId, accountId: null, id: tokens.caller.tokenId })).toMatchObject({ token: { revokedAt: null } });
  });

  it('after a cut-off leaves to the first what that has revoked', async () => {
    const { owner, caller } = await newTenant();
    const account = { ...owner, accountId: newId('acc', randomBytes) };
    const first = await held(account);
    await cutOff(account, caller, 'first');
    const second = await held(account);
    await cutOff(owner, caller, 'second');
    const reasons = async () => Promise.all([first, second].map(async ({ ref }) => (await read(ref)).token.revokedReason));
    expect(await reasons()).toEqual(['first', 'second']);
    await mark(owner);
    expect(await reasons()).toEqual(['first', 'second']);
  });

  it('frees the names, before and after the rows say so', async () => {
    for (const marked of [false, true]) {
      const owner = newAccount();
      const [dead, living] = [await held(owner, { name: 'ci' }), await held({ ...owner, accountId: null }, { name: newPublicId() })];
      await cutOff(owner);
      if (marked) await mark(owner);
      const { result, ref } = await tokens.create({ owner, name: 'ci', caller: living });
      expect(codeOf(result)).toBe('ok');
      expect(await read(dead.ref)).toMatchObject({ token: { revokedReason: 'stolen laptop', version: 2 } });
      expect(codeOf((await tokens.create({ owner, name: 'ci' })).result)).toBe('name_taken');

      await cutOff(owner);
      const other = (await tokens.create({ owner, name: 'other' })).ref;
      if (marked) await mark(owner);
      const renamed = await editToken(tokens.deps)({ caller: tokens.caller, ref: other, expectedVersion: null, changes: { name: 'ci' }, ...unasked });
      expect(codeOf(renamed)).toBe('ok');
      expect(await read(ref)).toMatchObject({ token: { revokedReason: 'stolen laptop' } });
    }
  });

  it('makes room for as many tokens as an account may have', async () => {
    const owner = newAccount();
    const policy = { ...unasked.policy, tokensPerAccount: 1 };
    await tokens.create({ owner, name: 'one', policy });
    expect(codeOf((await tokens.create({ owner, name: 'two', policy })).result)).toBe('policy_forbids');
    await cutOff(owner);
    expect(codeOf((await tokens.create({ owner, name: 'two', policy })).result)).toBe('ok');
  });

  it('ends sessions and links too, and they are not ended twice', async () => {
    const owner = newAccount();
    const session = await held(owner, { form: 'session', expiresAt: tokens.after(3600) });
    await cutOff(owner);
    expect(await tokens.store.resolve(tokens.shard, session.publicId)).toMatchObject({ token: { revokedAt: tokens.now } });
    expect(await endSessions(tokens.deps)(session, 'all')).toMatchObject({ ended: 0 });
    expect(await tokens.told(session.tokenId)).toEqual([]);
  });

  it('is told how many it would be, and which are the oldest, without being made', async () => {
    const owner = newAccount();
    const made = [await held(owner), await held(owner)];
    const request = { caller: tokens.caller, shard: tokens.shard, owner, selection: null, where: { all: true }, dryRun: true, reason: 'x', idempotency: null };
    expect(valueOf(await revokeTokens({ ...tokens.deps, afterCutOff })(request))).toEqual({
      ...{ count: 2, changes: [] },
      first: await Promise.all(made.map(async ({ ref }) => ({ id: ref.id, name: (await read(ref)).token.name, accountId: owner.accountId }))),
    });
    expect(await listed(owner, { state: 'active' })).toHaveLength(2);
  });
});

describe('the rows of what was cut off', () => {
  it('come to say so in batches, whoever begins anew; then the cut-off is closed, and a day later forgotten', async () => {
    const { owner, caller } = await newTenant();
    await tokens.alter(
      `INSERT INTO token (tenant_id, id, shard, kind, name, description, access, grants, created_at)
       SELECT $1, 'tok_' || $1 || n, $2, 'tenant', 'n' || n, '', 'full', '[]', now() FROM generate_series(1, 1200) AS n`,
      [owner.tenantId, tokens.shard],
      owner.tenantId,
    );
    await cutOff(owner, caller);
    const unmarked = async () => Number((await tokens.rows<{ n: string }>('SELECT count(*) AS n FROM token WHERE revoked_at IS NULL', [], owner.tenantId))[0]!.n);
    let batches = 0;
    await markCutOffs({ remains })(owner.tenantId, () => batches++ < 2);
    expect(await unmarked()).toBe(201);
    expect(await remains.unmarkedCutOffs(owner.tenantId)).toHaveLength(1);
    await mark(owner);
    expect(await unmarked()).toBe(0);
    expect(await remains.unmarkedCutOffs(owner.tenantId)).toEqual([]);
    await tokens.alter(`UPDATE cut_off SET marked_at = marked_at - interval '25 hours'`, [], owner.tenantId);
    await remains.unmarkedCutOffs(owner.tenantId);
    expect(await tokens.rows('SELECT 1 FROM cut_off', [], owner.tenantId)).toEqual([]);
    expect(await read({ ...owner, id: caller.tokenId })).toMatchObject({ token: { revokedReason: 'stolen laptop', version: 2 } });
  });

  it('are not waited for where somebody has one in hand: that one says so the next time', async () => {
    const { owner, caller } = await newTenant();
    const one = await held(owner);
    await cutOff(owner, caller);
    await tokens.database.inTenant(owner.tenantId, async (tx) => {
      await tx.query('SELECT 1 FROM token WHERE tenant_id = $1 AND id = $2 FOR UPDATE', [owner.tenantId, one.tokenId]);
      await mark(owner);
    });
    expect(await tokens.rows('SELECT id FROM token WHERE revoked_at IS NULL', [], owner.tenantId)).toEqual([{ id: one.tokenId }]);
    await mark(owner);
    expect(await tokens.rows('SELECT id FROM token WHERE revoked_at IS NULL', [], owner.tenantId)).toEqual([]);
  });
});

