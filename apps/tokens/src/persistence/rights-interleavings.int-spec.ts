import { exceeds, type Grant } from '@portcullis/access';
import type { Caller } from '@portcullis/contracts';
import { randomBytes } from '@portcullis/platform/runtime';
import { integrationWorld, LONG, SEED, type IntegrationWorld } from '@portcullis/testkit';
import type { TokenChanges } from '../domain/editing.js';
import type { Catalogue } from '../domain/issuing.js';
import type { Token } from '../domain/token.js';
import { createToken } from '../use-cases/create-token.js';
import { editToken } from '../use-cases/edit-token.js';
import { regenerateToken } from '../use-cases/regenerate-token.js';
import type { TokenRef } from '../use-cases/ports.js';
import { revokeToken } from '../use-cases/revoke-token.js';
import type { Call, Door } from './interleavings-for-spec.js';
import { PostgresTokenStore } from './postgres-token-store.js';
import { codeOf, Stage, type Presentable } from './scenes-for-spec.js';
import { newPublicId, TokenWorld, unasked } from './token-world-for-spec.js';

/** Some orders in `npm test`, drawn anew each day; every one in `npm run test:long`. */
// A scene of two hundred orders takes a minute of a slow machine.
jest.setTimeout(LONG ? 3_600_000 : 180_000);

let world: IntegrationWorld;
let tokens: TokenWorld;
let stage: Stage;
let catalogue: Catalogue;
beforeAll(async () => {
  world = await integrationWorld();
  tokens = await TokenWorld.open(world);
  stage = new Stage(tokens, LONG, SEED);
  // The second version, so that there is an older one.
  catalogue = { ...tokens.catalogue, version: 2 };
  for (const [table, column] of [['outbox', 'subject'], ['change', 'target_id']]) await tokens.alter(`CREATE INDEX ON ${table} (${column})`);
});
afterAll(async () => {
  await tokens?.close();
  await world?.close();
});

const deps = (door: Door) => ({ ...tokens.deps, catalogue, store: new PostgresTokenStore(door, randomBytes, () => undefined) });
const as = ({ tenantId, accountId, id, publicId }: Presentable): Caller => ({ ...tokens.caller, tenantId, accountId, tokenId: id, publicId });
const edit = (ref: TokenRef, changes: TokenChanges, caller: Caller = tokens.caller): Call => (door) =>
  editToken(deps(door))({ caller, ref, expectedVersion: null, changes, ...unasked });
const revoke = (ref: TokenRef): Call => (door) => revokeToken(deps(door))({ caller: tokens.caller, ref, expectedVersion: null, reason: null });

const MINT: Grant = { operation: 'Portcullis::create_token' };
const EDIT: Grant = { operation: 'Portcullis::edit_token' };
const REGENERATE: Grant = { operation: 'Portcullis::regenerate_token' };
const MAIL: Grant = { operation: 'Email::add_pop' };
const ZONES: Grant = { feature: 'zoneedit' };
const NO_MAIL: Grant = { effect: 'deny', operation: 'Email::*' };
const WORKDAYS = [{ days: ['mon', 'tue'] as const, from: '08:00', to: '18:00', zone: 'UTC' }];
const HELD = [MINT, EDIT, REGENERATE, MAIL, ZONES];

const restricted = (grants: readonly Grant[], more: Partial<Token> = {}): Partial<Token> => ({ access: 'restricted', grants, catalogueVersion: 2, ...more });
const tokenOf = async (ref: TokenRef): Promise<Token> => (await tokens.store.read(ref))!.token;

/** What takes from a maker, while it hands on what is taken. Each keeps what it needs to hand on anything. */
const ALL_TAKERS: readonly [string, TokenChanges][] = [
  ['is denied it', { grants: [...HELD, NO_MAIL] }],
  ['no longer holds it', { grants: HELD.filter((grant) => grant !== MAIL) }],
  ['holds it on less', { grants: HELD.map((grant) => (grant === MAIL ? { ...MAIL, resources: ['mailbox:*@example.com'] } : grant)) }],
  ['holds it for a time only', { grants: HELD.map((grant) => (grant === MAIL ? { ...MAIL, until: '2090-01-01T00:00:00Z' } : grant)) }],
  ['gets a time window', { timeWindows: WORKDAYS }],
  ['is for reading only', { readOnly: true }],
];

/** Three of them a day, in turn, where there is no time for all. */
const TAKERS = LONG ? ALL_TAKERS : [0, 1, 2].map((at) => ALL_TAKERS[(SEED + 2 * at) % ALL_TAKERS.length]!);

/** Of two tokens in the order in which it was told of them, those types. */
const toldOf = async (types: readonly string[], ...ids: readonly string[]): Promise<string[]> =>
  (await tokens.rows<{ subject: string }>('SELECT subject FROM outbox WHERE type = ANY ($1) AND subject = ANY ($2) ORDER BY id', [types, ids])).map(({ subject }) => subject);

describe('whoever hands on what is being taken from it, in every order of the statements over two connections', () => {
  it.each(TAKERS)('hands it on before it %s, or not at all, to a new token', async (what, changes) => {
    await stage.play(`create × an edit by which its maker ${what}`, {
      many: true,
      async set() {
        const ref = await stage.newToken(restricted(HELD));
        const request = tokens.request({ caller: as(ref), grants: [MAIL] });
        return { ref, calls: [(door) => createToken(deps(door))(request), edit(ref, changes)] };
      },
      states: { edited: { version: 2, told: ['token.updated'] } },
      answers: ['ok + ok', 'exceeds_caller + ok'],
      async after(ref, { answers, history }) {
        const made = answers[0] as { ok: boolean; value: { token: Token } };
        if (!made.ok) return;
        // It was made first: what was told of it stands before what was told of its maker.
        const told = await tokens.rows<{ subject: string; type: string }>('SELECT subject, type FROM outbox WHERE subject = ANY ($1) ORDER BY id', [[ref.id, made.value.token.id]]);
        expect({ history, told: told.map(({ type }) => type) }).toEqual({ history, told: ['token.created', 'token.updated'] });
        const before = { ...(await tokenOf(ref)), ...restricted(HELD), timeWindows: [], readOnly: false };
        expect(exceeds(before, made.value.token, catalogue)).toBeNull();
      },
    });
  });

  it.each(TAKERS)('hands it on before it %s, or not at all, to a token that it edits', async (what, changes) => {
    let editor: Presentable;
    await stage.play(`edit × an edit by which the editor ${what}`, {
      many: true,
      withoutChanges: true,
      async set() {
        const ref = await stage.newToken(restricted([{ operation: 'DNS::parse_zone' }]));
        editor = await stage.newToken(restricted([...HELD, { operation: 'DNS::parse_zone' }]), ref.id);
        const less = changes.grants ? { grants: [...changes.grants, { operation: 'DNS::parse_zone' }] } : changes;
        return { ref, calls: [edit(ref, { grants: [MAIL] }, as(editor)), edit(editor, less)] };
      },
      states: { edited: { version: 2, told: ['token.updated'] }, untouched: { version: 1, told: [] } },
      answers: ['ok + ok', 'exceeds_caller + ok'],
      async after(ref, { answers, history }) {
        const { grants } = await tokenOf(ref);
        expect({ history, grants }).toEqual({ history, grants: codeOf(answers[0]) === 'ok' ? [MAIL] : [{ operation: 'DNS::parse_zone' }] });
        if (codeOf(answers[0]) !== 'ok') return;
        expect({ history, told: await toldOf(['token.updated'], ref.id, editor.id) }).toEqual({ history, told: [ref.id, editor.id] });
      },
    });
  });

  it('gives no secret of a token after it is denied what that one may do', async () => {
    let regenerator: Presentable;
    await stage.play('regenerate × a denial of the regenerator', {
      many: true,
      withoutChanges: true,
      async set() {
        const ref = await stage.newToken(restricted([MAIL]));
        regenerator = await stage.newToken(restricted(HELD), ref.id);
        const regenerate: Call = (door) =>
          regenerateToken(deps(door))({ caller: as(regenerator), ref, credential: { publicId: newPublicId(), digest: randomBytes(32) }, overlapSeconds: 0, idempotency: null });
        return { ref, calls: [regenerate, edit(regenerator, { grants: [...HELD, NO_MAIL] })] };
      },
      states: { regenerated: { told: ['token.regenerated'], ended: 1 }, untouched: { told: [], ended: 0 } },
      answers: ['ok + ok', 'exceeds_caller + ok'],
      async after(ref, { answers, history }) {
        if (codeOf(answers[0]) !== 'ok') return;
        expect({ history, told: await toldOf(['token.regenerated', 'token.updated'], ref.id, regenerator.id) }).toEqual({ history, told: [ref.id, regenerator.id] });
      },
    });
  });

  it('gives a token nothing once it is revoked itself', async () => {
    let editor: Presentable;
    await stage.play('edit × revoke of the editor', {
      many: true,
      withoutChanges: true,
      async set() {
        const ref = await stage.newToken(restricted([{ operation: 'DNS::parse_zone' }]));
        editor = await stage.newToken(restricted([...HELD, { operation: 'DNS::parse_zone' }]), ref.id);
        return { ref, calls: [edit(ref, { grants: [MAIL] }, as(editor)), revoke(editor)] };
      },
      states: { edited: { version: 2, told: ['token.updated'] }, untouched: { version: 1, told: [] } },
      answers: ['ok + ok', 'invalid_token + ok'],
      async after(ref, { answers, history }) {
        if (codeOf(answers[0]) !== 'ok') return;
        expect({ history, told: await toldOf(['token.updated', 'token.revoked'], ref.id, editor.id) }).toEqual({ history, told: [ref.id, editor.id] });
      },
    });
  });
});

describe('grants that are given while their giver comes under an older catalogue', () => {
  it('are given under the version that the giver has at that moment', async () => {
    await stage.play('create × an edit by which its maker has an older catalogue', {
      many: true,
      async set() {
        const ref = await stage.newToken(restricted(HELD));
        // A feature that it gives is one of its own version, and takes the other's features there with it.
        const older = await stage.newToken(restricted([...HELD, { feature: 'popaccts' }], { catalogueVersion: 1 }), ref.id);
        const request = tokens.request({ caller: as(ref), grants: [ZONES] });
        return { ref, calls: [(door) => createToken(deps(door))(request), edit(ref, { grants: [...HELD, { feature: 'popaccts' }] }, as(older))] };
      },
      states: { edited: { version: 2, told: ['token.updated'] } },
      answers: ['ok + ok'],
      async after(ref, { answers, history }) {
        const made = answers[0] as { value: { token: Token } };
        const told = await tokens.rows<{ type: string }>('SELECT type FROM outbox WHERE subject = ANY ($1) ORDER BY id', [[ref.id, made.value.token.id]]);
        const first = told[0]!.type === 'token.created';
        expect({ history, version: made.value.token.catalogueVersion }).toEqual({ history, version: first ? 2 : 1 });
        expect((await tokenOf(ref)).catalogueVersion).toBe(1);
      },
    });
  });

  it('are not handed to a token of a newer one by a giver of an older one', async () => {
    const older = await tokens.holder(restricted([EDIT, ZONES], { catalogueVersion: 1, name: 'older' }));
    const ref = await stage.newToken(restricted([ZONES]));
    // Its grants stay as they are, and mean more than the editor holds.
    expect(await edit(ref, { expiresAt: null, readOnly: true }, older)(tokens.database)).toMatchObject({ ok: false, refusal: { code: 'exceeds_caller' } });
    // Given anew by the editor they mean what it holds.
    expect(await edit(ref, { grants: [{ ...ZONES, access: 'read' }] }, older)(tokens.database)).toMatchObject({ ok: true, value: { token: { catalogueVersion: 1 } } });
  });
});
