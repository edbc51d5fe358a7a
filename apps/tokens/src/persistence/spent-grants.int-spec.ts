import type { Grant } from '@portcullis/access';
import type { Caller } from '@portcullis/contracts';
import { randomBytes } from '@portcullis/platform/runtime';
import { integrationWorld, LONG, SEED, type IntegrationWorld } from '@portcullis/testkit';
import type { TokenChanges } from '../domain/editing.js';
import { editToken } from '../use-cases/edit-token.js';
import type { TokenRef } from '../use-cases/ports.js';
import { regenerateToken } from '../use-cases/regenerate-token.js';
import { revokeToken } from '../use-cases/revoke-token.js';
import { spendGrant } from '../use-cases/spend-grant.js';
import type { Call } from './interleavings-for-spec.js';
import { PostgresTokenStore } from './postgres-token-store.js';
import { codeOf, remains, Stage, type Presentable } from './scenes-for-spec.js';
import { newPublicId, TokenWorld, unasked } from './token-world-for-spec.js';


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

const ONCE: Grant = { operation: 'DNS::parse_zone', resources: ['zone:example.com'], once: true };
const OTHER: Grant = { operation: 'DNS::lookup' };
const spent = (yes: boolean) => ({ ok: true, value: { spent: yes, change: yes ? (expect.objectContaining({ authority: 'tokens' }) as unknown) : null } });

/** With a token's first secret. */
const as = ({ tenantId, accountId, id, publicId }: Presentable): Caller => ({ ...tokens.caller, tenantId, accountId, tokenId: id, publicId });
const spend = (ref: Presentable, grants: readonly Grant[] = [ONCE]) => spending(ref, grants)(tokens.database);
const spending = (ref: Presentable, grants: readonly Grant[] = [ONCE]): Call => (door) => spendGrant(deps(door))({ caller: as(ref), ref, grants });
const deps = (door: Parameters<Call>[0]) => ({ ...tokens.deps, store: new PostgresTokenStore(door, randomBytes, () => undefined) });
const edit = (ref: TokenRef, expectedVersion: number | null, changes: TokenChanges): Call => (door) =>
  editToken(deps(door))({ caller: tokens.caller, ref, expectedVersion, changes, ...unasked });
const revoke = (ref: TokenRef): Call => (door) => revokeToken(deps(door))({ caller: tokens.caller, ref, expectedVersion: null, reason: null });
const newToken = (grants: readonly Grant[] = [ONCE, OTHER]): Promise<Presentable> => stage.newToken({ access: 'restricted', grants });
const grantsOf = async (ref: TokenRef) => (await tokens.store.read(ref))!.token.grants;

describe('a grant that is for one call', () => {
  it('is taken once, as a change of its own that the trail tells', async () => {
    const ref = await newToken();
    const before = await tokens.rev();
    expect(await spend(ref)).toEqual(spent(true));
    expect(await tokens.rev()).toBe(before + 1);
    expect((await tokens.store.read(ref))!.token).toMatchObject({ version: 2, grants: [OTHER] });
    expect(await tokens.told(ref.id)).toMatchObject([{ type: 'token.updated', data: { by: { tokenId: ref.id }, changes: { grants: [OTHER] }, taken: [ONCE] } }]);
    expect(await spend(ref)).toEqual(spent(false));
    expect([await tokens.rev(), await grantsOf(ref)]).toEqual([before + 1, [OTHER]]);
  });

  it('is taken with all that are taken with it, or stays', async () => {
    const ref = await newToken();
    expect(await spend(ref, [ONCE, ONCE])).toEqual(spent(false));
    expect(await spend(ref, [ONCE, { ...OTHER, once: true }])).toEqual(spent(false));
    expect(await grantsOf(ref)).toEqual([ONCE, OTHER]);
  });

  it('is not taken by a secret that has ended, nor from a token that was revoked', async () => {
    const ref = await newToken();
    const credential = { publicId: newPublicId(), digest: randomBytes(32) };
    await regenerateToken(tokens.deps)({ caller: tokens.caller, ref, credential, overlapSeconds: 0, idempotency: null });
    expect(await spend(ref)).toEqual(spent(false));
    expect(await grantsOf(ref)).toEqual([ONCE, OTHER]);
    const other = await newToken();
    await revoke(other)(tokens.database);
    expect(await spend(other)).toEqual(spent(false));
  });

  it('stays with a token that regenerates itself, and nobody else who holds the same gets a secret of it', async () => {
    const [ref, other] = [await newToken(), await newToken()];
    const by = (caller: Presentable) => ({ caller: as(caller), ref, credential: { publicId: newPublicId(), digest: randomBytes(32) }, overlapSeconds: 60, idempotency: null });
    expect(codeOf(await regenerateToken(tokens.deps)(by(other)))).toBe('exceeds_caller');
    expect(codeOf(await regenerateToken(tokens.deps)(by(ref)))).toBe('ok');
    // Both secrets are of one token: it is taken once.
    expect([await spend(ref), await spend(ref)]).toEqual([spent(true), spent(false)]);
  });

  it('may have been the last one: the token can be edited as any other', async () => {
    const ref = await newToken([ONCE]);
    await spend(ref);
    expect(await edit(ref, null, { name: 'other' })(tokens.database)).toMatchObject({ ok: true, value: { token: { name: 'other', grants: [], access: 'restricted' } } });
    expect(await edit(ref, null, { grants: [ONCE] })(tokens.database)).toMatchObject({ ok: true, value: { token: { grants: [ONCE] } } });
  });
});

describe('two calls that come for a grant which is for one, in every order of their statements over two connections', () => {
  it('take it once', async () => {
    await stage.play('spend × spend', {
      many: true,
      async set() {
        const ref = await newToken();
        return { ref, calls: [spending(ref), spending(ref)] };
      },
      states: { once: { version: 2, told: ['token.updated'] } },
      answers: ['ok + ok'],
      async after(ref, { answers }) {
        expect(answers).toEqual(expect.arrayContaining([spent(true), spent(false)]));
        expect((await tokens.store.read(ref))!.token.grants).toEqual([OTHER]);
      },
    });
  });

  it('take it before the token is revoked, or not at all', async () => {
    await stage.play('spend × revoke', {
      async set() {
        const ref = await newToken();
        return { ref, calls: [spending(ref), revoke(ref)] };
      },
      states: {
        'taken, then revoked': { version: 3, revoked: true, told: ['token.updated', 'token.revoked'] },
        revoked: { version: 2, revoked: true, told: ['token.revoked'] },
      },
      answers: ['ok + ok'],
      async after(ref, { answers }) {
        expect(answers[0]).toEqual(spent((await remains(tokens, ref)).version === 3));
      },
    });
  });

  it('take it, and nobody who edits what they read before puts it back', async () => {
    await stage.play('spend × edit of the grants', {
      many: true,
      async set() {
        const ref = await newToken();
        return { ref, calls: [spending(ref), edit(ref, 1, { grants: [ONCE] })] };
      },
      states: { taken: { version: 2, told: ['token.updated'] }, 'edited, then taken': { version: 3, told: ['token.updated', 'token.updated'] } },
      answers: ['ok + ok', 'ok + precondition_failed'],
      async after(ref, { answers }) {
        expect(answers[0]).toEqual(spent(true));
        expect((await tokens.store.read(ref))!.token.grants).toEqual(codeOf(answers[1]) === 'ok' ? [] : [OTHER]);
      },
    });
  });
});
