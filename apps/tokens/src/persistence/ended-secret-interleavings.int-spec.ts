import type { Caller } from '@portcullis/contracts';
import { randomBytes } from '@portcullis/platform/runtime';
import { integrationWorld, LONG, SEED, type IntegrationWorld } from '@portcullis/testkit';
import { createToken } from '../use-cases/create-token.js';
import { editToken } from '../use-cases/edit-token.js';
import { regenerateToken } from '../use-cases/regenerate-token.js';
import type { TokenRef } from '../use-cases/ports.js';
import type { Call, Door } from './interleavings-for-spec.js';
import { PostgresTokenStore } from './postgres-token-store.js';
import { codeOf, Stage, type Presentable } from './scenes-for-spec.js';
import { newPublicId, TokenWorld, unasked } from './token-world-for-spec.js';

/** As in interleavings.int-spec.ts. */
if (LONG) jest.setTimeout(3_600_000);

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
const as = ({ tenantId, accountId, id, publicId }: Presentable): Caller => ({ ...tokens.caller, tenantId, accountId, tokenId: id, publicId });
/** As after a leak: the secret before it ends at once. */
const regenerate = (ref: TokenRef, caller = tokens.caller): Call => (door) =>
  regenerateToken(deps(door))({ caller, ref, credential: { publicId: newPublicId(), digest: randomBytes(32) }, overlapSeconds: 0, idempotency: null });
const regenerated = 'token.regenerated';

describe('a secret that is replaced while a call with it is on its way', () => {
  it('makes nothing', async () => {
    await stage.play('create × regenerate of its maker', {
      many: true,
      async set() {
        const ref = await stage.newToken();
        const request = { ...tokens.request(), caller: as(ref) };
        return { ref, calls: [(door) => createToken(deps(door))(request), regenerate(ref)] };
      },
      states: { regenerated: { version: 2, current: 1, inOverlap: 0, ended: 1, told: [regenerated] } },
      answers: ['ok + ok', 'invalid_token + ok'],
      async after(ref, { answers, history }) {
        const madeFirst = history.lastIndexOf('A') < history.lastIndexOf('B');
        expect({ history, made: codeOf(answers[0]) }).toEqual({ history, made: madeFirst ? 'ok' : 'invalid_token' });
        expect(await tokens.rows('SELECT count(*)::int AS made FROM token WHERE created_by = $1', [ref.id])).toEqual([{ made: madeFirst ? 1 : 0 }]);
      },
    });
  });

  it('edits nothing', async () => {
    await stage.play('edit × regenerate of the editor', {
      many: true,
      async set() {
        const ref = await stage.newToken();
        const editor = await stage.newToken({}, ref.id);
        const call: Call = (door) => editToken(deps(door))({ caller: as(editor), ref, expectedVersion: null, changes: { description: 'seen' }, ...unasked });
        return { ref, calls: [call, regenerate(editor)] };
      },
      states: { edited: { version: 2, told: ['token.updated'] }, untouched: { version: 1, told: [] } },
      answers: ['ok + ok', 'invalid_token + ok'],
      withoutChanges: true, // the one change is the editor's
      async after(_, { answers, history }) {
        const editedFirst = history.lastIndexOf('A') < history.lastIndexOf('B');
        expect({ history, edited: codeOf(answers[0]) }).toEqual({ history, edited: editedFirst ? 'ok' : 'invalid_token' });
      },
    });
  });

  it('regenerates its token once, when two come with it at once', async () => {
    await stage.play('a token regenerates itself × the same, both with one secret', {
      many: true,
      async set() {
        const ref = await stage.newToken();
        const itself = () => regenerate(ref, as(ref));
        return { ref, calls: [itself(), itself()] };
      },
      states: { once: { version: 2, current: 1, inOverlap: 0, ended: 1, told: [regenerated] } },
      answers: ['invalid_token + ok'],
    });
  });
});
