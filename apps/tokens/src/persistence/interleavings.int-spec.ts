import { newId, type Result } from '@portcullis/kernel';
import { randomBytes } from '@portcullis/platform/runtime';
import { integrationWorld, type IntegrationWorld } from '@portcullis/testkit';
import { createHash } from 'node:crypto';
import type { Token } from '../domain/token.js';
import { createToken } from '../use-cases/create-token.js';
import { editToken } from '../use-cases/edit-token.js';
import { finishRegeneration } from '../use-cases/finish-regeneration.js';
import { openSession } from '../use-cases/open-session.js';
import type { TokenRef } from '../use-cases/ports.js';
import { regenerateToken } from '../use-cases/regenerate-token.js';
import { revokeToken } from '../use-cases/revoke-token.js';
import { inEveryOrder, inSomeOrders, meet, type Call, type Door, type Meeting } from './interleavings-for-spec.js';
import { PostgresTokenStore } from './postgres-token-store.js';
import { newPublicId, TokenWorld } from './token-world-for-spec.js';

/**
 * `npm run test:long` takes every order. `npm test` does that too where there are few, and of the others takes a slice that is
 * drawn anew each day.
 */
const LONG = process.env['PORTCULLIS_LONG'] === '1';
const SEED = Number(process.env['PORTCULLIS_SEED'] ?? Math.floor(Date.now() / 86_400_000));
const SLICE = 20;
const OVERLAP_SECONDS = 3_600;
if (LONG) jest.setTimeout(3_600_000);

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

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const keyed = (key: string) => ({ keyHash: hash(key), requestHash: hash('the same request'), sealedSecret: { keyId: 'k1', sealed: 'AAAA' } });
const deps = (door: Door) => ({ ...tokens.deps, store: new PostgresTokenStore(door, randomBytes, () => undefined) });

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
  editToken(deps(door))({ caller: tokens.caller, ref, expectedVersion, changes });

/** What is left of a token: what its rows, events and changes say together. */
interface Remains {
  readonly version: number;
  readonly revoked: boolean;
  readonly current: number;
  readonly inOverlap: number;
  readonly ended: number;
  readonly told: readonly string[];
}

async function remains(ref: TokenRef): Promise<Remains> {
  const [token] = await tokens.rows<{ version: number; revoked: boolean }>('SELECT version, revoked_at IS NOT NULL AS revoked FROM token WHERE id = $1', [ref.id]);
  const [secrets] = await tokens.rows<{ current: string; in_overlap: string; ended: string }>(
    `SELECT count(*) FILTER (WHERE ends_at IS NULL) AS current, count(*) FILTER (WHERE ends_at > clock_timestamp()) AS in_overlap,
            count(*) FILTER (WHERE ends_at <= clock_timestamp()) AS ended FROM credential WHERE token_id = $1`,
    [ref.id],
  );
  const told = (await tokens.told(ref.id)).map(({ type }) => type).filter((type) => type !== 'token.created');
  return {
    version: token!.version,
    revoked: token!.revoked,
    current: Number(secrets!.current),
    inOverlap: Number(secrets!.in_overlap),
    ended: Number(secrets!.ended),
    told,
  };
}

/** Of whatever happened: what was told is what was numbered, without a gap, and each of them made a version. */
async function holdsTogether(ref: TokenRef, before: number, remaining: Remains, meeting: Meeting): Promise<void> {
  const changes = await tokens.rows<{ rev: string }>('SELECT rev FROM change WHERE target_id = $1 ORDER BY rev', [ref.id]);
  const revs = changes.map(({ rev }) => Number(rev));
  expect({ meeting, revs, rev: await tokens.rev() }).toEqual({ meeting, revs: revs.map((_, at) => before + 1 + at), rev: before + revs.length });
  expect({ meeting, told: remaining.told.length }).toEqual({ meeting, told: revs.length });
  expect({ meeting, version: remaining.version }).toEqual({ meeting, version: 1 + revs.length });
  expect({ meeting, current: remaining.current }).toEqual({ meeting, current: 1 });
  expect(remaining.inOverlap).toBeLessThanOrEqual(1);
}

const codeOf = (answer: unknown): string => {
  const result = answer as Result<unknown, { code: string }>;
  return result.ok === true ? 'ok' : result.ok === false ? result.refusal.code : String(answer);
};

interface Scene {
  /** A new token, and two calls about it. */
  readonly set: () => Promise<{ ref: TokenRef; calls: readonly [Call, Call] }>;
  /** The states that may be left, each by name. */
  readonly states: Readonly<Record<string, Partial<Remains>>>;
  /** The answers that may be given, in any order. */
  readonly answers: readonly string[];
  /** Versions and events without a change: nothing of power is touched. */
  readonly withoutChanges?: true;
  /** The token that is left, where only the outcome tells which. */
  readonly left?: (ref: TokenRef) => Promise<TokenRef>;
  /** More that must hold. */
  readonly after?: (ref: TokenRef, meeting: Meeting) => Promise<void>;
  /** Hundreds of orders. */
  readonly many?: true;
}

/** In every order, or in a slice of them: one of the states is left, one of the pairs of answers given, and all holds together. */
async function everyOrder(name: string, scene: Scene): Promise<void> {
  const seen = new Map<string, number>();
  const run = async (choose: () => 0 | 1): Promise<void> => {
    const { ref: meant, calls } = await scene.set();
    const before = await tokens.rev();
    const meeting = await meet(tokens.database, tokens.monitor, calls, choose);
    const ref = (await scene.left?.(meant)) ?? meant;
    const remaining = await remains(ref);
    const state = Object.entries(scene.states).find(([, wanted]) => Object.entries(wanted).every(([field, value]) => JSON.stringify(remaining[field as keyof Remains]) === JSON.stringify(value)));
    expect({ meeting, remaining, state: state?.[0] }).toEqual({ meeting, remaining, state: expect.any(String) });
    const answers = meeting.answers.map(codeOf).sort().join(' + ');
    expect({ meeting, answers: scene.answers.includes(answers) ? answers : `not foreseen: ${answers}` }).toEqual({ meeting, answers });
    if (!scene.withoutChanges) await holdsTogether(ref, before, remaining, meeting);
    await scene.after?.(ref, meeting);
    const outcome = `${state![0]}, ${answers}`;
    seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
  };
  const every = LONG || !scene.many;
  let count = 0;
  // Rows are locked in the order of their ids: both ways round, each for itself.
  for (const place of ['before', 'after'] as const) {
    sorts = place;
    count += every ? await inEveryOrder(run) : await inSomeOrders(SLICE, SEED, run);
  }
  const lines = [...seen].map(([outcome, times]) => `    ${times} × ${outcome}`).join('\n');
  process.stdout.write(`${name}: ${every ? `all ${count} orders` : `${count} orders, seed ${SEED}`}\n${lines}\n`);
}

/** Where the id of a new token sorts, beside its caller's. */
let sorts: 'before' | 'after' = 'before';

async function newToken(overrides: Partial<Token> = {}, beside: string = tokens.caller.tokenId): Promise<TokenRef> {
  const inPlace = (id: string) => (sorts === 'before' ? id < beside : id > beside);
  let id = newId('tok', randomBytes);
  while (!inPlace(id)) id = newId('tok', randomBytes);
  const { tenantId, accountId } = await tokens.holder({ ...overrides, id });
  return { tenantId, accountId, id };
}
const regenerated = 'token.regenerated';
const once = { revoked: false, current: 1, inOverlap: 1, ended: 0, told: [regenerated] };
const twice = { revoked: false, current: 1, inOverlap: 1, ended: 1, told: [regenerated, regenerated] };
let keys = 0;

describe('two calls about one token, in every order of their statements over two connections', () => {
  it('regenerate it once when they are the same request again', async () => {
    await everyOrder('regenerate × the same again', {
      many: true,
      async set() {
        const ref = await newToken();
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
        expect(await remains(ref)).toMatchObject(once);
      },
    });
  });

  it('regenerate it twice, one after the other, when they are two requests', async () => {
    await everyOrder('regenerate × regenerate, two keys', {
      many: true,
      async set() {
        const ref = await newToken();
        return { ref, calls: [regenerate(ref, `key ${keys++}`), regenerate(ref, `key ${keys++}`)] };
      },
      states: { 'twice, in turn': twice },
      answers: ['ok + ok'],
    });
  });

  it('regenerate it twice without a key', async () => {
    await everyOrder('regenerate × regenerate, no key', {
      async set() {
        const ref = await newToken();
        return { ref, calls: [regenerate(ref), regenerate(ref)] };
      },
      states: { 'twice, in turn': twice },
      answers: ['ok + ok'],
    });
  });

  it('regenerate it and finish that, or find nothing to finish', async () => {
    await everyOrder('regenerate × finish', {
      async set() {
        const ref = await newToken();
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
    await everyOrder('regenerate again × finish', {
      async set() {
        const ref = await newToken();
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
    await everyOrder('regenerate × revoke', {
      async set() {
        const ref = await newToken();
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
    await everyOrder('edit × edit of the same version', {
      async set() {
        const ref = await newToken();
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
    await everyOrder('edit × revoke', {
      async set() {
        const ref = await newToken();
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
    const as = ({ tenantId, accountId, id }: TokenRef) => ({ ...tokens.caller, tenantId, accountId, tokenId: id });
    await everyOrder('a token edits another × that one edits it', {
      async set() {
        const ref = await newToken();
        const other = await newToken({}, ref.id);
        const by = (caller: TokenRef, edited: TokenRef): Call => (door) =>
          editToken(deps(door))({ caller: as(caller), ref: edited, expectedVersion: null, changes: { description: 'seen' } });
        return { ref, calls: [by(other, ref), by(ref, other)] };
      },
      // A description is no power: it makes a version and an event, and no change.
      states: { edited: { version: 2, told: ['token.updated'] } },
      answers: ['ok + ok'],
      withoutChanges: true,
    });
  });

  it('revoke it once, and tell both which change did', async () => {
    await everyOrder('revoke × revoke', {
      async set() {
        const ref = await newToken();
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
    await everyOrder('create × the same again', {
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
    await everyOrder('create × revoke of its maker', {
      async set() {
        const ref = await newToken();
        const request = { ...tokens.request(), caller: { ...tokens.caller, tokenId: ref.id } };
        return { ref, calls: [(door) => createToken(deps(door))(request), revoke(ref)] };
      },
      states: { revoked: { revoked: true, told: ['token.revoked'] } },
      answers: ['ok + ok', 'invalid_token + ok'],
    });
  });

  it('open one session of one link', async () => {
    await everyOrder('open × open, one link', {
      many: true,
      async set() {
        const ref = await newToken({
          ...{ form: 'link', access: 'restricted', grants: [{ operation: 'Portcullis::open_session' }], useQuota: 1, usesDrawn: 1 },
          ...{ expiresAt: tokens.after(60), createdBy: tokens.caller.tokenId, createdByTenant: tokens.tenantId },
        });
        const open: Call = (door) => {
          const { id, credential } = tokens.request();
          return openSession(deps(door))({ caller: { ...tokens.caller, tokenId: ref.id }, shard: tokens.shard, id, credential });
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
