import type { Caller } from '@portcullis/contracts';
import { granted, newId } from '@portcullis/kernel';
import { randomBytes } from '@portcullis/platform/runtime';
import { integrationWorld, LONG, SEED, type IntegrationWorld } from '@portcullis/testkit';
import { createToken } from '../use-cases/create-token.js';
import { editToken } from '../use-cases/edit-token.js';
import { regenerateToken } from '../use-cases/regenerate-token.js';
import { revokeToken } from '../use-cases/revoke-token.js';
import { revokeTokens } from '../use-cases/revoke-tokens.js';
import { markCutOffs } from '../use-cases/mark-cut-offs.js';
import type { Owner, Selection, TokenRef } from '../use-cases/ports.js';
import type { Call, Door, Meeting } from './interleavings-for-spec.js';
import { PostgresRemains } from './postgres-remains.js';
import { PostgresTokenStore } from './postgres-token-store.js';
import { codeOf, Stage, type Presentable } from './scenes-for-spec.js';
import { newPublicId, TokenWorld, unasked } from './token-world-for-spec.js';

/** As in interleavings.int-spec.ts. */
jest.setTimeout(LONG ? 3_600_000 : 120_000);

let world: IntegrationWorld;
let tokens: TokenWorld;
let stage: Stage;

beforeAll(async () => {
  world = await integrationWorld();
  tokens = await TokenWorld.open(world);
  stage = new Stage(tokens, LONG, SEED);
});
afterAll(async () => {
  await tokens?.close();
  await world?.close();
});

const deps = (door: Door) => ({ ...tokens.deps, store: new PostgresTokenStore(door, randomBytes, () => undefined) });
/** With a token's first secret. */
const as = ({ tenantId, accountId, id, publicId }: Presentable): Caller => ({ ...tokens.caller, kind: accountId === null ? 'tenant' : 'account', tenantId, accountId, tokenId: id, publicId });
const newOwner = (): Owner => ({ tenantId: tokens.tenantId, accountId: newId('acc', randomBytes) });
const ofAccount = (owner: Owner) => ({ ...owner, kind: 'account' as const });

const bulk = (owner: Owner, selection: Partial<Selection> | null): Call => (door) =>
  revokeTokens({ ...deps(door), afterCutOff: () => undefined })({
    ...{ caller: tokens.caller, shard: tokens.shard, owner, where: {}, dryRun: false, reason: 'bulk', idempotency: null },
    selection: selection && { kind: null, createdBefore: null, label: null, selectors: null, ...selection },
  });
const mark = (owner: Owner): Call => async (door) => {
  const transaction: TokenWorld['database']['transaction'] = (work) => tokens.database.transaction(work);
  await markCutOffs({ remains: new PostgresRemains({ inTenant: door.inTenant, transaction }) })(owner.tenantId, () => true);
  return granted(null);
};
const create = (owner: Owner, caller: Caller, overrides: Parameters<TokenWorld['request']>[0] = {}): { call: Call; ref: TokenRef } => {
  const request = { ...tokens.request(), owner, caller, ...overrides };
  return { call: (door) => createToken(deps(door))(request), ref: { ...owner, id: request.id } };
};
const edit = (ref: TokenRef, changes: Parameters<ReturnType<typeof editToken>>[0]['changes'], caller = tokens.caller): Call => (door) =>
  editToken(deps(door))({ caller, ref, expectedVersion: null, changes, ...unasked });
const regenerate = (ref: TokenRef, caller = tokens.caller): Call => (door) =>
  regenerateToken(deps(door))({ caller, ref, credential: { publicId: newPublicId(), digest: randomBytes(32) }, overlapSeconds: 0, idempotency: null });
const revoke = (ref: TokenRef): Call => (door) => revokeToken(deps(door))({ caller: tokens.caller, ref, expectedVersion: null, reason: 'alone' });

/** Why it is dead, as it is shown; null: it lives. */
const why = async (ref: TokenRef) => (await tokens.store.read(ref))?.token.revokedReason ?? null;
/** Did the first call end before the second? */
const firstEnded = ({ history }: Meeting): boolean => history.lastIndexOf('A') < history.lastIndexOf('B');
const untouched = { withoutChanges: true, many: true } as const;

describe('a cut-off and what would have a token of its owner', () => {
  it('leaves no token that was made before it, and none that a dead token makes', async () => {
    let made: TokenRef;
    await stage.play('create by a token of the owner × cut-off', {
      ...untouched,
      async set() {
        const owner = newOwner();
        const maker = await stage.newToken(ofAccount(owner));
        const { call, ref } = create(owner, as(maker));
        made = ref;
        return { ref: maker, calls: [call, bulk(owner, null)] };
      },
      states: { 'cut off': { told: [] } },
      answers: ['ok + ok', 'invalid_token + ok'],
      async after(ref, meeting) {
        // Made before the cut-off it is dead, and not made after it: its maker is dead.
        expect({ meeting, why: await why(ref) }).toEqual({ meeting, why: 'bulk' });
        const { answers } = meeting;
        expect({ meeting, made: await why(made), code: codeOf(answers[0]) }).toEqual(
          codeOf(answers[0]) === 'ok' ? { meeting, made: 'bulk', code: 'ok' } : { meeting, made: null, code: 'invalid_token' },
        );
        expect(codeOf(answers[0]) === 'ok').toBe(firstEnded(meeting));
      },
    });
  });

  it('leaves what others make after it, and nothing that they made before', async () => {
    let made: TokenRef;
    await stage.play('create by another × cut-off', {
      ...untouched,
      async set() {
        const owner = newOwner();
        const ref = await stage.newToken(ofAccount(owner));
        const creating = create(owner, tokens.caller);
        made = creating.ref;
        return { ref, calls: [creating.call, bulk(owner, null)] };
      },
      states: { 'cut off': { told: [] } },
      answers: ['ok + ok'],
      async after(ref, meeting) {
        expect({ meeting, why: await why(ref) }).toEqual({ meeting, why: 'bulk' });
        expect({ meeting, made: await why(made) }).toEqual({ meeting, made: firstEnded(meeting) ? 'bulk' : null });
      },
    });
  });

  it('lets a token of that name be made once it is over', async () => {
    let made: TokenRef;
    await stage.play('create of the same name × marking', {
      ...untouched,
      async set() {
        const owner = newOwner();
        const ref = await stage.newToken({ ...ofAccount(owner), name: 'ci' });
        await bulk(owner, null)(tokens.database);
        const creating = create(owner, tokens.caller, { name: 'ci' });
        made = creating.ref;
        return { ref, calls: [creating.call, mark(owner)] };
      },
      states: { 'cut off': { told: [], version: 2, revoked: true } },
      answers: ['ok + ok'],
      async after(ref, meeting) {
        expect({ meeting, why: await why(ref), made: await why(made) }).toEqual({ meeting, why: 'bulk', made: null });
      },
    });
  });

  it('is made before a token is edited, or after; the token is dead, and a dead one edits nothing', async () => {
    let other: Presentable;
    await stage.play('edit by a token of the owner × cut-off', {
      ...untouched,
      async set() {
        const owner = newOwner();
        const ref = await stage.newToken(ofAccount(owner));
        other = await stage.newToken(ofAccount(owner), ref.id);
        return { ref, calls: [edit(ref, { readOnly: true }, as(other)), bulk(owner, null)] };
      },
      states: { 'edited before': { told: ['token.updated'] }, 'not edited': { told: [] } },
      answers: ['ok + ok', 'invalid_token + ok', 'ok + token_revoked'],
      async after(ref, meeting) {
        for (const one of [ref, other]) expect({ meeting, why: await why(one) }).toEqual({ meeting, why: 'bulk' });
        expect({ meeting, edited: codeOf(meeting.answers[0]) === 'ok' }).toEqual({ meeting, edited: firstEnded(meeting) });
      },
    });
  });

  it('is made before a token is regenerated, or after: no secret of it works', async () => {
    await stage.play('regenerate × cut-off', {
      ...untouched,
      async set() {
        const owner = newOwner();
        const ref = await stage.newToken(ofAccount(owner));
        return { ref, calls: [regenerate(ref), bulk(owner, null)] };
      },
      states: { regenerated: { told: ['token.regenerated'], current: 1, ended: 1 }, 'not regenerated': { told: [], current: 1 } },
      answers: ['ok + ok', 'ok + token_revoked'],
      async after(ref, meeting) {
        expect({ meeting, seen: await tokens.store.read(ref) }).toMatchObject({ seen: { token: { revokedReason: 'bulk' }, credentials: [] } });
      },
    });
  });

  it('reaches a token whatever its labels come to be', async () => {
    await stage.play('label × cut-off', {
      ...untouched,
      async set() {
        const owner = newOwner();
        const ref = await stage.newToken(ofAccount(owner));
        return { ref, calls: [edit(ref, { labels: { team: 'dns' } }), bulk(owner, null)] };
      },
      states: { labelled: { told: ['token.updated'] }, 'not labelled': { told: [] } },
      answers: ['ok + ok', 'ok + token_revoked'],
      async after(ref, meeting) {
        expect({ meeting, why: await why(ref) }).toEqual({ meeting, why: 'bulk' });
      },
    });
  });
});

describe('tokens that are selected', () => {
  const label = 'team:dns';
  const labels = { team: 'dns' };

  it('are each revoked once, by the selection or alone', async () => {
    let other: TokenRef;
    await stage.play('bulk × revoke', {
      ...untouched,
      async set() {
        const owner = newOwner();
        const ref = await stage.newToken({ ...ofAccount(owner), labels });
        other = await stage.newToken({ ...ofAccount(owner), labels }, ref.id);
        return { ref, calls: [bulk(owner, { label }), revoke(ref)] };
      },
      states: { revoked: { revoked: true, version: 2 } },
      answers: ['ok + ok'],
      async after(ref, meeting) {
        const alone = (await tokens.told(ref.id)).length === 1;
        expect({ meeting, why: await why(ref), other: await why(other) }).toEqual({ meeting, why: alone ? 'alone' : 'bulk', other: 'bulk' });
        expect({ meeting, count: meeting.answers[0] }).toMatchObject({ count: { value: { count: alone ? 1 : 2 } } });
      },
    });
  });

  it('are revoked without two selections waiting for each other', async () => {
    await stage.play('bulk × bulk', {
      ...untouched,
      async set() {
        const owner = newOwner();
        const ref = await stage.newToken({ ...ofAccount(owner), labels });
        await stage.newToken({ ...ofAccount(owner), labels }, ref.id);
        return { ref, calls: [bulk(owner, { label }), bulk(owner, { kind: 'account' })] };
      },
      states: { revoked: { revoked: true, version: 2 } },
      answers: ['ok + ok'],
      async after(_, meeting) {
        const counts = meeting.answers.map((answer) => (answer as { value: { count: number } }).value.count);
        expect({ meeting, counts: counts.sort() }).toEqual({ meeting, counts: [0, 2] });
      },
    });
  });

  it('make nothing afterwards', async () => {
    await stage.play('create × bulk of its maker', {
      ...untouched,
      async set() {
        const owner = newOwner();
        const ref = await stage.newToken({ ...ofAccount(owner), labels });
        return { ref, calls: [create(owner, as(ref)).call, bulk(owner, { label })] };
      },
      states: { revoked: { revoked: true, version: 2 } },
      answers: ['ok + ok', 'invalid_token + ok'],
      async after(ref, meeting) {
        const made = codeOf(meeting.answers[0]) === 'ok' ? 1 : 0;
        expect(await tokens.rows('SELECT count(*)::int AS made FROM token WHERE created_by = $1', [ref.id])).toEqual([{ made }]);
        expect({ meeting, made }).toEqual({ meeting, made: firstEnded(meeting) ? 1 : 0 });
      },
    });
  });

  it('are those whose label was there, or taken meanwhile', async () => {
    await stage.play('edit of the label × bulk', {
      ...untouched,
      async set() {
        const owner = newOwner();
        const ref = await stage.newToken({ ...ofAccount(owner), labels });
        return { ref, calls: [edit(ref, { labels: {} }), bulk(owner, { label })] };
      },
      states: { 'edited first': { revoked: false, version: 2 }, 'revoked first': { revoked: true, version: 2 } },
      answers: ['ok + ok', 'ok + token_revoked'],
    });
  });
});
