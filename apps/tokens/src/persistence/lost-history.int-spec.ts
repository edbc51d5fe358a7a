import { changesOfEvents, recoverFromEvents, Shards, type LostHistory } from '@portcullis/authority';
import type { Instant, Shard } from '@portcullis/kernel';
import { connectNats, ensureEventStream, publishEvent, type NatsDoor } from '@portcullis/platform/nats-client';
import { startOutboxRelay } from '@portcullis/platform/outbox';
import { Database } from '@portcullis/platform/postgres';
import { createLogger, randomBytes, systemClock } from '@portcullis/platform/runtime';
import { integrationWorld, type IntegrationWorld } from '@portcullis/testkit';
import { editToken } from '../use-cases/edit-token.js';
import { endSessions } from '../use-cases/end-sessions.js';
import { finishRegeneration } from '../use-cases/finish-regeneration.js';
import { reapplyEvent } from '../use-cases/reapply-event.js';
import { regenerateToken } from '../use-cases/regenerate-token.js';
import { reportLeaks } from '../use-cases/report-leaks.js';
import { revokeToken } from '../use-cases/revoke-token.js';
import { revokeTokens } from '../use-cases/revoke-tokens.js';
import type { TokenRef } from '../use-cases/ports.js';
import { TokenEntity } from './entities.js';
import { PostgresTokenStore } from './postgres-token-store.js';
import { newPublicId, TokenWorld, unasked } from './token-world-for-spec.js';

const log = createLogger({ instance: 'test', level: 'silent' });

let world: IntegrationWorld;
let past: IntegrationWorld;
let tokens: TokenWorld;
let door: NatsDoor;
let copiedAt: Instant;
/** The database as it was before, put back. */
let restored: Database;
let store: PostgresTokenStore;

beforeEach(async () => {
  world = await integrationWorld();
  tokens = await TokenWorld.open(world);
  door = await connectNats({ url: world.natsUrl, name: 'test', subjectPrefix: world.subjectPrefix, log });
  await ensureEventStream(door);
});

afterEach(async () => {
  await restored.close();
  await tokens.close();
  await door.drain();
  await past.close();
  await world.close();
});

/** From here on the first database goes on, and the second one knows nothing of it. */
async function copyHere(): Promise<void> {
  past = await world.copy();
  copiedAt = systemClock.now();
  restored = await Database.open({ url: past.databaseUrl('tokens'), name: 'test', entities: [TokenEntity], onIdleError: () => undefined });
  store = new PostgresTokenStore(restored, randomBytes, () => undefined);
}

/** All that happened is told. */
async function relayAll(): Promise<void> {
  const relay = startOutboxRelay({
    ...{ database: tokens.database, log, pollMs: 5 },
    publish: (event) => publishEvent(door, event),
    changesOf: (query, ids) => changesOfEvents('tokens', query, ids),
  });
  while ((await tokens.rows('SELECT 1 FROM outbox WHERE published_at IS NULL')).length > 0) await new Promise(setImmediate);
  await relay.stop();
}

/** As an authority does that finds itself with another database. */
async function beginEpoch(): Promise<LostHistory> {
  const rows = await restored.transaction((tx) =>
    tx.query<{ shard: number; epoch: string; rev: string; next: string }>(
      `UPDATE shard_counter SET state = 'recovering', since_epoch = epoch, since_rev = rev, since_at = clock_timestamp(), epoch = (SELECT max(epoch) + 1000 FROM shard_counter)
       WHERE state = 'serving' RETURNING shard, since_epoch AS epoch, since_rev AS rev, epoch AS next`,
    ),
  );
  const since = new Map(rows.map(({ shard, epoch, rev }) => [shard as Shard, { epoch: Number(epoch), rev: Number(rev) }]));
  return { epoch: Number(rows[0]!.next), since, at: copiedAt, seen: new Map() };
}

const parts = () => ({ name: 'tokens' as const, database: restored, door, log, clock: systemClock, randomBytes, reapply: reapplyEvent({ store }) });
const recover = async (lost: LostHistory) => recoverFromEvents(parts())(lost);
const stateOf = async (shard: number) =>
  (await restored.transaction((tx) => tx.query<{ state: string; rev: string; epoch: string }>('SELECT state, rev, epoch FROM shard_counter WHERE shard = $1', [shard])))[0]!;
const seen = async (ref: TokenRef) => (await store.read(ref))!;
const at = (ref: TokenRef) => ({ caller: tokens.caller, ref, expectedVersion: null });

describe('a token of a database that was put back', () => {
  it('is revoked, narrowed and without its old secrets again, as it was in the history that was lost', async () => {
    const [revoked, narrowed, replaced, finished, untouched] = await Promise.all(['a', 'b', 'c', 'd', 'e'].map(async (name) => (await tokens.create({ name })).ref));
    const session = await tokens.holder({ form: 'session', expiresAt: tokens.after(3_600) });
    const regenerate = (ref: TokenRef, overlapSeconds: number) =>
      regenerateToken(tokens.deps)({ caller: tokens.caller, ref, credential: { publicId: newPublicId(), digest: randomBytes(32) }, overlapSeconds, idempotency: null });
    await regenerate(finished!, 3_600);
    await copyHere();

    await revokeToken(tokens.deps)({ ...at(revoked!), reason: 'leaked' });
    const expiresAt = tokens.after(7_200);
    await editToken(tokens.deps)({ ...at(narrowed!), changes: { readOnly: true, ipAllowlist: ['192.0.2.0/24'], expiresAt, name: 'renamed' }, ...unasked });
    await regenerate(replaced!, 0);
    await finishRegeneration(tokens.deps)(tokens.caller, finished!);
    await endSessions(tokens.deps)(session, 'all');
    const { ref: unknown } = await tokens.create({ name: 'made-later' });
    await revokeToken(tokens.deps)({ ...at(unknown), reason: null });
    await relayAll();

    expect((await seen(revoked!)).token.revokedAt).toBeNull();
    const lost = await beginEpoch();
    expect(await recover(lost)).toEqual([]);
    expect((await seen(revoked!)).token).toMatchObject({ revokedAt: tokens.now, revokedBy: tokens.caller.tokenId, revokedReason: 'leaked' });
    expect((await seen(narrowed!)).token).toMatchObject({ readOnly: true, ipAllowlist: ['192.0.2.0/24'], expiresAt, name: 'b' });
    expect((await seen(replaced!)).credentials).toEqual([]);
    expect((await seen(finished!)).credentials.map(({ endsAt }) => endsAt)).toEqual([null]);
    expect((await seen({ tenantId: session.tenantId, accountId: null, id: session.tokenId })).token.revokedReason).toBe('signed out');
    expect((await seen(untouched!)).token).toMatchObject({ revokedAt: null, version: 1 });

    // The shard serves again, behind all that had happened, and tells once what became of it.
    const { rev, epoch } = await stateOf(tokens.shard);
    expect([Number(rev), Number(epoch)]).toEqual([await tokens.rev(), lost.epoch]);
    const told = await restored.transaction((tx) => tx.query(`SELECT data FROM outbox WHERE type = 'history.recovered'`));
    expect(told).toEqual([{ data: expect.objectContaining({ authority: 'tokens', shard: tokens.shard, applied: 5, unknown: 1 }) as unknown }]);
    expect(await revokeToken({ store, clock: tokens.clock })({ ...at(untouched!), reason: null })).toMatchObject({ ok: true });
  });

  it('is revoked again with all those that it was revoked with, whatever labels were lost', async () => {
    const [cut, selected, leaked, untouched] = await Promise.all(['a', 'b', 'c', 'd'].map((name) => tokens.create({ name })));
    await copyHere();
    const request = { caller: tokens.caller, shard: tokens.shard, where: {}, dryRun: false, idempotency: null };
    const deps = { ...tokens.deps, afterCutOff: () => undefined, keyring: { ...tokens.keyring, learn: () => undefined } };
    await revokeTokens(deps)({ ...request, owner: cut!.wanted.owner, selection: null, reason: 'cut off' });
    await editToken(tokens.deps)({ ...at(selected!.ref), changes: { labels: { team: 'dns' } }, ...unasked });
    const selection = { kind: null, createdBefore: null, label: 'team:dns', selectors: null };
    await revokeTokens(deps)({ ...request, owner: { ...selected!.ref, accountId: null }, selection, reason: 'selected' });
    await reportLeaks(deps)({ caller: tokens.caller, shard: tokens.shard, credentials: [leaked!.wanted.credential], reason: 'leaked' });
    await relayAll();
    expect(await recover(await beginEpoch())).toEqual([]);
    const reasons = [cut, selected, leaked, untouched].map(async (one) => (await seen(one!.ref)).token.revokedReason);
    expect(await Promise.all(reasons)).toEqual(['cut off', 'selected', 'leaked', null]);
  });

  it('is as it was after the same events twice, as when the first attempt ended halfway', async () => {
    const { ref } = await tokens.create();
    await copyHere();
    const credential = { publicId: newPublicId(), digest: randomBytes(32) };
    await regenerateToken(tokens.deps)({ caller: tokens.caller, ref, credential, overlapSeconds: 3_600, idempotency: null });
    await relayAll();
    const lost = await beginEpoch();
    let attempts = 0;
    const halfway = recoverFromEvents({
      ...parts(),
      reapply: async (event) => {
        await reapplyEvent({ store })(event);
        if (++attempts === 1) throw new Error('killed');
        return true;
      },
    });
    await expect(halfway(lost)).rejects.toThrow('killed');
    expect((await stateOf(tokens.shard)).state).toBe('recovering');
    expect(await halfway(lost)).toEqual([]);
    expect((await seen(ref)).credentials.map(({ endsAt }) => endsAt)).toEqual([tokens.after(3_600)]);
  });

  it('serves nobody while a change is missing, and the other shards serve', async () => {
    const { ref } = await tokens.create();
    const { ref: other } = await tokens.create({ name: 'other' });
    await copyHere();
    await revokeToken(tokens.deps)({ ...at(ref), reason: null });
    await tokens.rows(`UPDATE outbox SET published_at = clock_timestamp() WHERE published_at IS NULL`);
    await revokeToken(tokens.deps)({ ...at(other), reason: null });
    await relayAll();
    const lost = await beginEpoch();
    // Nobody keeps a trail here: what audit would have is asked for in vain.
    await expect(recover(lost)).rejects.toThrow();
    expect((await stateOf(tokens.shard)).state).toBe('recovering');
    const refused = revokeToken({ store, clock: tokens.clock })({ ...at(other), reason: null });
    await expect(refused).rejects.toMatchObject({ kind: 'unavailable' });
  });

  it('serves again with what was found when an operator accepts that the rest is lost, which is told', async () => {
    const { ref: forgotten } = await tokens.create();
    const { ref: found } = await tokens.create({ name: 'found' });
    await copyHere();
    await revokeToken(tokens.deps)({ ...at(forgotten), reason: null });
    await tokens.rows(`UPDATE outbox SET published_at = clock_timestamp() WHERE published_at IS NULL`);
    await revokeToken(tokens.deps)({ ...at(found), reason: null });
    await relayAll();
    await beginEpoch();
    const shards = new Shards(parts());
    const other = tokens.shard === 0 ? 1 : 0;
    expect(await shards.acceptLoss(tokens.caller, [other])).toEqual([other]);
    expect((await stateOf(tokens.shard)).state).toBe('recovering');
    expect(await shards.acceptLoss(tokens.caller, null)).toHaveLength(63);
    expect(await shards.acceptLoss(tokens.caller, null)).toEqual([]);
    expect((await shards.list()).filter(({ state, since }) => state !== 'serving' || since !== null)).toEqual([]);
    expect((await seen(forgotten)).token.revokedAt).toBeNull();
    expect((await seen(found)).token.revokedAt).not.toBeNull();
    const told = await restored.transaction((tx) => tx.query<{ data: unknown }>(`SELECT data FROM outbox WHERE type = 'history.loss_accepted' AND shard = $1`, [tokens.shard]));
    expect(told).toEqual([{ data: expect.objectContaining({ by: tokens.caller, applied: 1, doubt: 'change 1 is kept nowhere' }) as unknown }]);
  });
});
