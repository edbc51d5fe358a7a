import { newId } from '@portcullis/kernel';
import { randomBytes } from '@portcullis/platform/runtime';
import { integrationWorld, type IntegrationWorld } from '@portcullis/testkit';
import type { TokenChanges } from '../domain/editing.js';
import { editToken } from '../use-cases/edit-token.js';
import { finishRegeneration } from '../use-cases/finish-regeneration.js';
import type { TokenRef } from '../use-cases/ports.js';
import { regenerateToken } from '../use-cases/regenerate-token.js';
import { revokeToken } from '../use-cases/revoke-token.js';
import { newPublicId, TokenWorld, unasked } from './token-world-for-spec.js';

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

const edit = (ref: TokenRef, changes: TokenChanges) => editToken(tokens.deps)({ caller: tokens.caller, ref, expectedVersion: null, changes, ...unasked });
const revoke = (ref: TokenRef) => revokeToken(tokens.deps)({ caller: tokens.caller, ref, expectedVersion: null, reason: null });
const finish = (ref: TokenRef) => finishRegeneration(tokens.deps)(tokens.caller, ref);
const regenerate = (ref: TokenRef) =>
  regenerateToken(tokens.deps)({ caller: tokens.caller, ref, credential: { publicId: newPublicId(), digest: randomBytes(32) }, overlapSeconds: 60, idempotency: null });

/** Which change the call waits for; null: none. */
async function changeOf(outcome: Promise<{ ok: true; value: { change: { epoch: string; rev: string } | null } } | { ok: false }>) {
  const done = await outcome;
  if (!done.ok) throw new Error('it was refused');
  return done.value.change && Number(done.value.change.rev);
}

describe('a call that finds nothing left to take waits for the change that took it', () => {
  it('where a token is revoked once more', async () => {
    const { ref } = await tokens.create();
    expect(await changeOf(revoke(ref))).toBe(await tokens.rev());
    expect(await changeOf(revoke(ref))).toBe(await tokens.rev());
  });

  it('where an edit asks for what is so', async () => {
    const { ref } = await tokens.create();
    const first = await changeOf(edit(ref, { readOnly: true }));
    await revoke((await tokens.create()).ref);
    expect(await changeOf(edit(ref, { readOnly: true, description: 'words' }))).toBe(first);
    expect(await changeOf(edit(ref, { description: 'other words' }))).toBeNull();
  });

  it('where a secret that was replaced has been ended', async () => {
    const { ref } = await tokens.create();
    expect(await changeOf(finish(ref))).toBeNull();
    await regenerate(ref);
    const ended = await changeOf(finish(ref));
    expect(await changeOf(finish(ref))).toBe(ended);
  });

  it.each(['tenant', 'account'] as const)('where that was one of many tokens of its %s', async (whose) => {
    const owner = { tenantId: tokens.tenantId, accountId: newId('acc', randomBytes) };
    const { ref } = await tokens.create({ owner });
    await tokens.alter('UPDATE token SET revoked_at = clock_timestamp() WHERE id = $1', [ref.id]);
    const id = whose === 'tenant' ? owner.tenantId : owner.accountId;
    await tokens.alter(
      `WITH counter AS (UPDATE shard_counter SET rev = rev + 1 WHERE shard = $1 RETURNING epoch, rev)
       INSERT INTO change (shard, epoch, rev, target_kind, tenant_id, target_id) SELECT $1, epoch, rev, 'barrier', $2, $3 FROM counter`,
      [tokens.shard, owner.tenantId, id],
    );
    expect(await changeOf(revoke(ref))).toBe(await tokens.rev());
  });
});

it('what was taken so long ago that its change is forgotten is waited for by nobody', async () => {
  const { ref } = await tokens.create();
  await revoke(ref);
  await tokens.alter('DELETE FROM change WHERE tenant_id = $1', [tokens.tenantId]);
  expect(await changeOf(revoke(ref))).toBeNull();
});
