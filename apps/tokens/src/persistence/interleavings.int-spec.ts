import type { Caller } from '@portcullis/contracts';
import { randomBytes } from '@portcullis/platform/runtime';
import { integrationWorld, LONG, SEED, type IntegrationWorld } from '@portcullis/testkit';
import { createHash } from 'node:crypto';
import { createToken } from '../use-cases/create-token.js';
import { editToken } from '../use-cases/edit-token.js';
import { finishRegeneration } from '../use-cases/finish-regeneration.js';
import { openSession } from '../use-cases/open-session.js';
import type { TokenRef } from '../use-cases/ports.js';
import { regenerateToken } from '../use-cases/regenerate-token.js';
import { revokeToken } from '../use-cases/revoke-token.js';
import type { Call, Door } from './interleavings-for-spec.js';
import { PostgresTokenStore } from './postgres-token-store.js';
import { codeOf, remains, Stage, type Presentable } from './scenes-for-spec.js';
import { newPublicId, TokenWorld, unasked } from './token-world-for-spec.js';

/**
 * `npm run test:long` takes every order. `npm test` does that too where there are few, and of the others takes a slice that is
 * drawn anew each day.
 */
const OVERLAP_SECONDS = 3_600;
// A scene of two hundred orders takes a minute of a slow machine.
jest.setTimeout(LONG ? 3_600_000 : 180_000);

let world: IntegrationWorld;
let tokens: TokenWorld;
let stage: Stage;

beforeAll(async () => {
  world = await integrationWorld();
  tokens = await TokenWorld.open(world);
  stage = new Stage(tokens, LONG, SEED);
  // What happened is asked for after each of thousands of orders.
  for (const [table, column] of [['outbox', 'subject'], ['change', 'target_id']]) await tokens.alter(`CREATE INDEX ON ${table} (${column})`);
});
afterAll(async () => {
  await tokens?.close();
  await world?.close();
});

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const keyed = (key: string) => ({ keyHash: hash(key), requestHash: hash('the same request'), sealedSecret: { keyId: 'k1', sealed: 'AAAA' } });
const deps = (door: Door) => ({ ...tokens.deps, store: new PostgresTokenStore(door, randomBytes, () => undefined) });

/** With a token's first secret. */
const as = ({ tenantId, accountId, id, publicId }: Presentable): Caller => ({ ...tokens.caller, tenantId, accountId, tokenId: id, publicId });

const regenerate = (ref: TokenRef, key: string | null = null): Call => (door) =>
  regenerateToken(deps(door))({
    caller: tokens.caller,
    ref,
    credential: { publicId: newPublicId(), digest: randomBytes(32) },
    overlapSeconds: OVERLAP_SECONDS,
    idempotency: key === null ? null : keyed(key),
  });
const finish = (ref: TokenRef): Call => (door) => finishRegeneration(deps(door))(tokens.caller, ref);
const revoke = (ref: TokenRef): Call => (door) => revokeToken(deps(door))({ caller: tokens.caller, ref, expectedVersion: null, reason: null });
const edit = (ref: TokenRef, expectedVersion: number, changes: Parameters<ReturnType<typeof editToken>>[0]['changes']): Call => (door) =>
  editToken(deps(door))({ caller: tokens.caller, ref, expectedVersion, changes, ...unasked });

const regenerated = 'token.regenerated';
const once = { revoked: false, current: 1, inOverlap: 1, ended: 0, told: [regenerated] };
const twice = { revoked: false, current: 1, inOverlap: 1, ended: 1, told: [regenerated, regenerated] };
let keys = 0;

describe('two calls about one token, in every order of their statements over two connections', () => {
  it('regenerate it once when they are the same request again', async () => {
    await stage.play('regenerate × the same again', {
      many: true,
      async set() {
        const ref = await stage.newToken();
        const key = `key ${keys++}`;
        return { ref, calls: [regenerate(ref, key), regenerate(ref, key)] };
      },
      states: { once },
      answers: ['ok + ok', 'idempotency_in_progress + ok'],
      async after(ref, { answers }) {
        const replayed = answers.filter((answer) => (answer as { value?: { replayed: unknown } }).value?.replayed != null);
        expect(replayed).toHaveLength(answers.filter((answer) => codeOf(answer) === 'ok').length - 1);
        // Whoever was told to wait gets the same secret after all.
        const again = (await regenerate(ref, `key ${keys - 1}`)(tokens.database)) as { value: { replayed: unknown } };
        expect(again.value.replayed).toEqual(keyed('').sealedSecret);
        expect(await remains(tokens, ref)).toMatchObject(once);
      },
    });
  });

  it('regenerate it twice, one after the other, when they are two requests', async () => {
    await stage.play('regenerate × regenerate, two keys', {
      many: true,
      async set() {
        const ref = await stage.newToken();
        return { ref, calls: [regenerate(ref, `key ${keys++}`), regenerate(ref, `key ${keys++}`)] };
      },
      states: { 'twice, in turn': twice },
      answers: ['ok + ok'],
    });
  });

  it('regenerate it twice without a key', async () => {
    await stage.play('regenerate × regenerate, no key', {
      many: true,
      async set() {
        const ref = await stage.newToken();
        return { ref, calls: [regenerate(ref), regenerate(ref)] };
      },
      states: { 'twice, in turn': twice },
      answers: ['ok + ok'],
    });
  });

  it('regenerate it and finish that, or find nothing to finish', async () => {
    await stage.play('regenerate × finish', {
      many: true,
      async set() {
        const ref = await stage.newToken();
        return { ref, calls: [regenerate(ref), finish(ref)] };
      },
      states: {
        'finished first, with nothing to finish': once,
        'regenerated, then finished': { current: 1, inOverlap: 0, ended: 1, told: [regenerated, 'token.regeneration_finished'] },
      },
      answers: ['ok + ok'],
    });
  });

  it('regenerate it during an overlap and finish one of the two', async () => {
    await stage.play('regenerate again × finish', {
      many: true,
      async set() {
        const ref = await stage.newToken();
        // The first regeneration is part of the scene, not of what is counted.
        await tokens.withOverlap(ref);
        return { ref, calls: [regenerate(ref), finish(ref)] };
      },
      states: {
        'finished the first, then regenerated': { current: 1, inOverlap: 1, ended: 1, told: ['token.regeneration_finished', regenerated] },
        'regenerated, then finished': { current: 1, inOverlap: 0, ended: 2, told: [regenerated, 'token.regeneration_finished'] },
      },
      answers: ['ok + ok'],
    });
  });

  it('regenerate it before it is revoked, or not at all', async () => {
    await stage.play('regenerate × revoke', {
      many: true,
      async set() {
        const ref = await stage.newToken();
        return { ref, calls: [regenerate(ref), revoke(ref)] };
      },
      states: {
        'regenerated, then revoked': { revoked: true, current: 1, inOverlap: 1, told: [regenerated, 'token.revoked'] },
        revoked: { revoked: true, current: 1, inOverlap: 0, told: ['token.revoked'] },
      },
      answers: ['ok + ok', 'ok + token_revoked'],
      async after(ref) {
        expect(await tokens.store.read(ref)).toMatchObject({ credentials: [] });
      },
    });
  });

  it('edit it once when both know the same version, and never merge', async () => {
    await stage.play('edit × edit of the same version', {
      many: true,
      async set() {
        const ref = await stage.newToken();
        return { ref, calls: [edit(ref, 1, { readOnly: true }), edit(ref, 1, { useQuota: 7 })] };
      },
      states: { once: { version: 2, told: ['token.updated'] } },
      answers: ['ok + precondition_failed'],
      async after(ref) {
        const { readOnly, useQuota } = (await tokens.store.read(ref))!.token;
        expect([readOnly, useQuota]).toEqual(readOnly ? [true, null] : [false, 7]);
      },
    });
  });

  it('edit it before it is revoked, or not at all', async () => {
    await stage.play('edit × revoke', {
      many: true,
      async set() {
        const ref = await stage.newToken();
        return { ref, calls: [edit(ref, 1, { readOnly: true }), revoke(ref)] };
      },
      states: {
        'edited, then revoked': { version: 3, revoked: true, told: ['token.updated', 'token.revoked'] },
        revoked: { version: 2, revoked: true, told: ['token.revoked'] },
      },
      answers: ['ok + ok', 'ok + precondition_failed'],
    });
  });

  it('edit each other without waiting for each other', async () => {
    await stage.play('a token edits another × that one edits it', {
      many: true,
      async set() {
        const ref = await stage.newToken();
        const other = await stage.newToken({}, ref.id);
        const by = (caller: Presentable, edited: TokenRef): Call => (door) =>
          editToken(deps(door))({ caller: as(caller), ref: edited, expectedVersion: null, changes: { description: 'seen' }, ...unasked });
        return { ref, calls: [by(other, ref), by(ref, other)] };
      },
      // A description is no power: it makes a version and an event, and no change.
      states: { edited: { version: 2, told: ['token.updated'] } },
      answers: ['ok + ok'],
      withoutChanges: true,
    });
  });

  it('revoke it once, and tell both which change did', async () => {
    await stage.play('revoke × revoke', {
      async set() {
        const ref = await stage.newToken();
        return { ref, calls: [revoke(ref), revoke(ref)] };
      },
      states: { revoked: { revoked: true, told: ['token.revoked'] } },
      answers: ['ok + ok'],
      async after(_, { answers }) {
        const [one, other] = answers as readonly { value: { change: unknown } }[];
        expect(one!.value.change).toEqual(other!.value.change);
      },
    });
  });
});

describe('two calls that make something, in every order of their statements over two connections', () => {
  it('make one token when they are the same request again', async () => {
    await stage.play('create × the same again', {
      many: true,
      async set() {
        const request = { ...tokens.request(), idempotency: keyed(`key ${keys++}`) };
        const ref = { ...request.owner, id: request.id };
        const create: Call = (door) => createToken(deps(door))(request);
        const { id, credential } = tokens.request();
        // The gateway gives the second one an id and a secret of its own.
        const again: Call = (door) => createToken(deps(door))({ ...request, id, credential });
        return { ref, calls: [create, again] };
      },
      async left(ref) {
        const [made] = await tokens.rows<{ id: TokenRef['id'] }>('SELECT id FROM token WHERE account_id = $1', [ref.accountId]);
        return { ...ref, id: made!.id };
      },
      states: { made: { version: 1, told: [] } },
      answers: ['idempotency_in_progress + ok', 'ok + ok'],
      async after({ accountId }) {
        expect(await tokens.rows('SELECT count(*)::int AS made FROM token WHERE account_id = $1', [accountId])).toEqual([{ made: 1 }]);
        expect(await tokens.rows(`SELECT count(*)::int AS told FROM outbox WHERE data->>'accountId' = $1`, [accountId])).toEqual([{ told: 1 }]);
      },
    });
  });

  it('make nothing of a token once it is revoked', async () => {
    await stage.play('create × revoke of its maker', {
      async set() {
        const ref = await stage.newToken();
        const request = { ...tokens.request(), caller: as(ref) };
        return { ref, calls: [(door) => createToken(deps(door))(request), revoke(ref)] };
      },
      states: { revoked: { revoked: true, told: ['token.revoked'] } },
      answers: ['ok + ok', 'invalid_token + ok'],
    });
  });

  it('open one session of one link', async () => {
    await stage.play('open × open, one link', {
      many: true,
      async set() {
        const ref = await stage.newToken({
          ...{ form: 'link', access: 'restricted', grants: [{ operation: 'Portcullis::open_session' }], useQuota: 1, usesDrawn: 1 },
          ...{ expiresAt: tokens.after(60), createdBy: tokens.caller.tokenId, createdByTenant: tokens.tenantId },
        });
        const open: Call = (door) => {
          const { id, credential } = tokens.request();
          return openSession(deps(door))({ caller: as(ref), shard: tokens.shard, id, credential });
        };
        return { ref, calls: [open, open] };
      },
      states: { spent: { version: 2, revoked: true, told: ['token.revoked'] } },
      answers: ['invalid_token + ok'],
      async after(ref) {
        expect(await tokens.rows(`SELECT count(*)::int AS opened FROM token WHERE form = 'session' AND created_by = $1`, [ref.id])).toEqual([{ opened: 1 }]);
      },
    });
  });
});
