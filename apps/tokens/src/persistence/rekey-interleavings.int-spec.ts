import { shard, type Shard } from '@portcullis/kernel';
import { randomBytes } from '@portcullis/platform/runtime';
import { integrationWorld, type IntegrationWorld } from '@portcullis/testkit';
import { rewrap, type CredentialMac, type Keyring } from '../domain/credential-mac.js';
import { finishRegeneration } from '../use-cases/finish-regeneration.js';
import type { TokenRef } from '../use-cases/ports.js';
import { regenerateToken } from '../use-cases/regenerate-token.js';
import type { KeptCredential } from '../use-cases/rekey-ports.js';
import type { Call, Door } from './interleavings-for-spec.js';
import { PostgresCredentialKeeping } from './postgres-credential-keeping.js';
import { PostgresTokenStore } from './postgres-token-store.js';
import { Stage } from './scenes-for-spec.js';
import { newPublicId, TokenWorld } from './token-world-for-spec.js';

let world: IntegrationWorld;
let tokens: TokenWorld;
let stage: Stage;
/** As the keyring of the world, and one key further. */
let next: Keyring;

beforeAll(async () => {
  world = await integrationWorld();
  tokens = await TokenWorld.open(world);
  stage = new Stage(tokens, true, 0);
  next = { current: 'k2', keys: new Map([...tokens.keyring.keys, ['k2', randomBytes(32)]]), retired: new Set() };
});
afterAll(async () => {
  await tokens?.close();
  await world?.close();
});

const deps = (door: Door) => ({ ...tokens.deps, store: new PostgresTokenStore(door, randomBytes, () => undefined) });
const finish = (ref: TokenRef): Call => (door) => finishRegeneration(deps(door))(tokens.caller, ref);
const regenerate = (ref: TokenRef): Call => (door) =>
  regenerateToken(deps(door))({ caller: tokens.caller, ref, credential: { publicId: newPublicId(), digest: randomBytes(32) }, overlapSeconds: 3_600, idempotency: null });

interface Row {
  shard: Shard;
  public_id: string;
  key_id: string;
}
const credentialsOf = (ref: TokenRef): Promise<Row[]> =>
  tokens.rows<Row>('SELECT shard, public_id, key_id FROM credential WHERE token_id = $1 ORDER BY public_id COLLATE "C" DESC', [ref.id]);

/** The statement of a batch, about the secrets that the token has now; given in the order in which nobody else locks them. */
async function rekey(ref: TokenRef): Promise<Call> {
  const places = (await credentialsOf(ref)).map((row) => ({ tenantId: ref.tenantId, shard: shard(row.shard), publicId: row.public_id }));
  const changes: { from: KeptCredential; to: CredentialMac }[] = [];
  for (const place of places) {
    const [from] = await new PostgresCredentialKeeping(tokens.database).read(ref.tenantId, [place]);
    changes.push({ from: from!, to: rewrap(next, from!.kept)! });
  }
  return (door) => new PostgresCredentialKeeping(door).replace(ref.tenantId, changes);
}

const keysOf = async (ref: TokenRef) => (await credentialsOf(ref)).map((row) => row.key_id).sort();

describe('re-keying while a token is written, in every order of their statements', () => {
  it('changes which key its secrets are under, and nothing of what regenerating it leaves', async () => {
    await stage.play('re-key × regenerate', {
      async set() {
        const ref = await stage.newToken();
        return { ref, calls: [await rekey(ref), regenerate(ref)] };
      },
      states: { once: { revoked: false, current: 1, inOverlap: 1, ended: 0, told: ['token.regenerated'] } },
      answers: ['1 + ok'],
      // What was made in the meantime is found by the next round.
      after: async (ref) => expect(await keysOf(ref)).toEqual(['k1', 'k1.k2']),
    });
  });

  it('changes which key both secrets of an overlap are under, and nothing of what finishing leaves', async () => {
    await stage.play('re-key two × finish', {
      async set() {
        const ref = await stage.newToken();
        await tokens.withOverlap(ref);
        return { ref, calls: [await rekey(ref), finish(ref)] };
      },
      states: { finished: { current: 1, inOverlap: 0, ended: 1, told: ['token.regeneration_finished'] } },
      answers: ['2 + ok'],
      after: async (ref) => expect(await keysOf(ref)).toEqual(['k1.k2', 'k1.k2']),
    });
  });

  it('is done by one of two who do the same batch', async () => {
    await stage.play('re-key × re-key', {
      withoutChanges: true,
      async set() {
        const ref = await stage.newToken();
        await tokens.withOverlap(ref);
        return { ref, calls: [await rekey(ref), await rekey(ref)] };
      },
      states: { same: { current: 1, inOverlap: 1, ended: 0, told: [] } },
      answers: ['0 + 2'],
      after: async (ref) => expect(await keysOf(ref)).toEqual(['k1.k2', 'k1.k2']),
    });
  });
});
