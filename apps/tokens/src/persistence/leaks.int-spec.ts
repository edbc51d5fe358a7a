import { newId } from '@portcullis/kernel';
import { randomBytes } from '@portcullis/platform/runtime';
import { integrationWorld, type IntegrationWorld } from '@portcullis/testkit';
import type { TokenRef } from '../use-cases/ports.js';
import { reportLeaks, type ReportLeaks } from '../use-cases/report-leaks.js';
import { revokeToken } from '../use-cases/revoke-token.js';
import { newPublicId, TokenWorld } from './token-world-for-spec.js';

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

type Found = ReportLeaks['credentials'][number];
const report = (credentials: readonly Found[], more: Partial<ReportLeaks> = {}) => {
  const keyring = { ...tokens.keyring, learn: () => undefined };
  return reportLeaks({ ...tokens.deps, keyring })({ caller: tokens.caller, shard: tokens.shard, credentials, reason: 'in a public repository', ...more });
};
/** A token with a secret that is known here. */
async function made(): Promise<{ ref: TokenRef; found: Found; name: string }> {
  const { ref, wanted } = await tokens.create();
  return { ref, found: wanted.credential, name: wanted.name };
}
const revokedReason = async (ref: TokenRef) => (await tokens.store.read(ref))!.token.revokedReason;

describe('a report of leaked tokens', () => {
  it('revokes each whose secret it holds, and knows no other', async () => {
    const [one, other, wrong] = [await made(), await made(), await made()];
    const { items } = await report([one.found, { publicId: newPublicId(), digest: randomBytes(32) }, { ...wrong.found, digest: randomBytes(32) }, other.found]);
    expect(items).toEqual(['revoked', 'unknown', 'unknown', 'revoked']);
    expect(await Promise.all([one, other, wrong].map(({ ref }) => revokedReason(ref)))).toEqual(['in a public repository', 'in a public repository', null]);
  });

  it('is one change for each token, and one event for all of a tenant', async () => {
    const [one, other] = [await made(), await made()];
    const before = await tokens.rev();
    const told = (await tokens.told(tokens.tenantId)).length;
    const { changes } = await report([one.found, other.found]);
    const targets = [one, other].map(({ ref }) => ({ kind: 'token', tenantId: tokens.tenantId, id: ref.id }));
    expect(changes.map(({ target }) => target)).toEqual(expect.arrayContaining(targets));
    expect(changes.map(({ rev }) => Number(rev))).toEqual([before + 1, before + 2]);
    expect((await tokens.told(tokens.tenantId)).slice(told)).toEqual([
      {
        type: 'token.leaked',
        data: {
          ...{ by: tokens.caller, reason: 'in a public repository' },
          tokens: [one, other].map(({ ref, name }) => ({ id: ref.id, name, accountId: ref.accountId })),
        },
      },
    ]);
  });

  it('finds one dead that was revoked before, or whose secret was replaced, and waits for whatever took its power', async () => {
    const [revoked, replaced] = [await made(), await made()];
    await revokeToken(tokens.deps)({ caller: tokens.caller, ref: revoked.ref, expectedVersion: null, reason: 'lost' });
    await tokens.alter(`UPDATE credential SET ends_at = clock_timestamp() - interval '1 second' WHERE public_id = $1`, [replaced.found.publicId]);
    const { items, changes } = await report([revoked.found, replaced.found]);
    expect(items).toEqual(['already_dead', 'already_dead']);
    expect(changes).toMatchObject([{ rev: String(await tokens.rev()) }]);
    expect(await revokedReason(replaced.ref)).toBeNull();
  });

  it('revokes one that has expired, lest it come back to life', async () => {
    const { ref, found } = await made();
    await tokens.alter(`UPDATE token SET expires_at = clock_timestamp() - interval '1 second' WHERE id = $1`, [ref.id]);
    expect((await report([found])).items).toEqual(['revoked']);
  });

  it('revokes a token once, however often it is in it', async () => {
    const { found } = await made();
    const { items, changes } = await report([found, found]);
    expect([items, changes.length]).toEqual([['revoked', 'revoked'], 1]);
    expect((await report([found])).items).toEqual(['already_dead']);
  });

  it('does not tell an owner which other tenant’s token it came from, and revokes without a reason too', async () => {
    const { ref, found } = await made();
    const stranger = await tokens.holder({ tenantId: newId('ten', randomBytes) });
    await report([found], { caller: stranger, reason: null });
    expect(await tokens.store.read(ref)).toMatchObject({ token: { revokedBy: null, revokedReason: 'reported as leaked' } });
    expect((await tokens.told(tokens.tenantId)).at(-1)).toMatchObject({ data: { by: null, reason: null } });
  });
});
