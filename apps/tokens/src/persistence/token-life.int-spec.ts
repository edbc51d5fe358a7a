import { fromRfc3339, newId, toRfc3339 } from '@portcullis/kernel';
import { randomBytes } from '@portcullis/platform/runtime';
import { integrationWorld, type IntegrationWorld } from '@portcullis/testkit';
import { createHash } from 'node:crypto';
import type { TokenChanges } from '../domain/editing.js';
import { createToken, type CreateToken } from '../use-cases/create-token.js';
import { editToken } from '../use-cases/edit-token.js';
import { finishRegeneration } from '../use-cases/finish-regeneration.js';
import type { TokenRef } from '../use-cases/ports.js';
import { regenerateToken, type RegenerateToken } from '../use-cases/regenerate-token.js';
import { resolveCredential } from '../use-cases/resolve-credential.js';
import { revokeToken } from '../use-cases/revoke-token.js';
import { everyToken, newPublicId, TokenWorld, unasked } from './token-world-for-spec.js';

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
const keyed = (key: string, body = 'body') => ({ keyHash: hash(key), requestHash: hash(body), sealedSecret: { keyId: 'k1', sealed: 'AAAA' } });
const edit = (ref: TokenRef, changes: TokenChanges, expectedVersion: number | null = null, caller = tokens.caller) =>
  editToken(tokens.deps)({ caller, ref, expectedVersion, changes, ...unasked });
const regenerate = (ref: TokenRef, overrides: Partial<RegenerateToken> = {}) =>
  regenerateToken(tokens.deps)({ caller: tokens.caller, ref, credential: { publicId: newPublicId(), digest: randomBytes(32) }, overlapSeconds: 0, idempotency: null, ...overrides });
const finish = (ref: TokenRef) => finishRegeneration(tokens.deps)(tokens.caller, ref);
const revoke = (ref: TokenRef, expectedVersion: number | null = null, reason: string | null = null) =>
  revokeToken(tokens.deps)({ caller: tokens.caller, ref, expectedVersion, reason });
const resolve = (credential: { publicId: string; digest: Uint8Array }) =>
  resolveCredential({ store: tokens.store, keyring: { ...tokens.keyring, learn: () => undefined }, freshen: () => undefined })(tokens.shard, credential.publicId, credential.digest);
const refusal = (code: string) => ({ ok: false, refusal: { code } });

const everything = (): Partial<CreateToken> => ({
  description: 'certificates',
  labels: { team: 'dns', 'cost.centre': '4711' },
  readOnly: true,
  notBefore: tokens.after(60),
  expiresAt: tokens.after(3600),
  ipAllowlist: ['192.0.2.0/24', '2001:db8::1'],
  rateLimit: { requests: 100, seconds: 60 },
  useQuota: 1_000_000_000,
  timeWindows: [{ days: ['mon', 'fri'], from: '22:00', to: '06:00', zone: 'Europe/Berlin' }],
});

describe('a new token', () => {
  it('keeps every field, and shows who made it from where', async () => {
    const { wanted, ref, result } = await tokens.create(everything());
    const made = { version: 1, form: 'token', createdBy: tokens.caller.tokenId, createdByTenant: tokens.tenantId, createdFrom: '192.0.2.7', lastUsed: null };
    expect(result).toMatchObject({ ok: true, value: { token: { ...everything(), ...made }, replayed: null } });
    const kept = await tokens.store.read(ref);
    expect(kept?.token).toEqual(result.ok && result.value.token);
    expect(kept?.credentials).toEqual([{ publicId: wanted.credential.publicId, createdAt: tokens.now, endsAt: null, uses: 0, lastUsed: null }]);
    const facts = { ...everything(), catalogueVersion: 1, usesDrawn: 0 };
    for (const field of ['description', 'labels'] as const) delete facts[field];
    expect(await resolve(wanted.credential)).toMatchObject({ ok: true, value: { token: facts, credentialEndsAt: null, createdAt: tokens.now, activeAt: tokens.now } });
    const [told] = await tokens.told(ref.id);
    expect(told).toMatchObject({ type: 'token.created', data: { form: 'token', readOnly: true, notBefore: toRfc3339(tokens.after(60)), useQuota: 1_000_000_000 } });
  });

  it('is active since its last use, its newest secret or its making, whichever came last, of whatever secret that was', async () => {
    const { wanted, ref } = await tokens.create();
    const activeAt = async (credential: { publicId: string; digest: Uint8Array } = wanted.credential) => {
      const resolved = await resolve(credential);
      const times = [(await tokens.store.read(ref))!.token, ...(await tokens.store.list({ owner: { tenantId: ref.tenantId, accountId: ref.accountId }, ...everyToken }, 200, null))!.items.filter(({ id }) => id === ref.id)].map((seen) => seen.activeAt);
      expect(times).toEqual([resolved.ok && resolved.value.activeAt, resolved.ok && resolved.value.activeAt]);
      return times[0];
    };
    const used = (seconds: number) => tokens.alter('UPDATE credential SET last_used_at = $2 WHERE public_id = $1', [wanted.credential.publicId, new Date(tokens.after(seconds))]);
    expect(await activeAt()).toBe(tokens.now);
    await used(-5);
    expect(await activeAt()).toBe(tokens.now);
    await used(5);
    expect(await activeAt()).toBe(tokens.after(5));
    const second = { publicId: newPublicId(), digest: randomBytes(32) };
    await regenerate(ref, { credential: second });
    expect([await activeAt(), await activeAt(second)]).toEqual([tokens.after(5), tokens.after(5)]);
    await tokens.alter('UPDATE credential SET created_at = $2 WHERE public_id = $1', [second.publicId, new Date(tokens.after(9))]);
    expect([await activeAt(), await activeAt(second)]).toEqual([tokens.after(9), tokens.after(9)]);
  });

  it('may have times at the ends of what time can be written', async () => {
    const times = { notBefore: fromRfc3339('0000-01-01T00:00:00Z'), expiresAt: fromRfc3339('9999-12-31T23:59:59.999Z') };
    const { ref, result } = await tokens.create(times);
    expect(result).toMatchObject({ ok: true });
    expect((await tokens.store.read(ref))!.token).toMatchObject(times);
  });

  it('has its uses from a maker that has only so many: all that come of it have no more together', async () => {
    const caller = await tokens.holder({ useQuota: 7 });
    const made = (useQuota: number, by = caller) => tokens.create({ caller: by, useQuota });
    const left = async () => (await tokens.store.read({ tenantId: caller.tenantId, accountId: null, id: caller.tokenId }))!.token.usesDrawn;
    expect((await made(8)).result).toMatchObject(refusal('exceeds_caller'));
    const { ref, result } = await made(4);
    expect([result.ok, await left()]).toEqual([true, 4]);
    const outcomes = await Promise.allSettled([made(2), made(2), made(2)]);
    expect(outcomes.filter((one) => one.status === 'fulfilled' && one.value.result.ok).length).toBeLessThan(2);
    const before = await left();
    expect(await edit(ref, { useQuota: 4 + 8 - before }, null, caller)).toMatchObject(refusal('exceeds_caller'));
    expect(await edit(ref, { useQuota: 4 + 7 - before }, null, caller)).toMatchObject({ ok: true });
    expect(await left()).toBe(7);
    expect((await made(1)).result).toMatchObject(refusal('exceeds_caller'));
    expect(await edit(ref, { useQuota: 1 }, null, caller)).toMatchObject({ ok: true });
    expect(await left()).toBe(7);
  });

  it('that would never be valid is not made', async () => {
    const { result } = await tokens.create({ notBefore: tokens.after(60), expiresAt: tokens.after(60) });
    expect(result).toMatchObject(refusal('never_valid'));
  });

  it('is made once by a repeated request, which gets what the first made as it is now', async () => {
    const request = { ...tokens.request(), idempotency: keyed('one') };
    const create = createToken(tokens.deps);
    expect(await create(request)).toMatchObject({ ok: true, value: { replayed: null } });
    await edit({ ...request.owner, id: request.id }, { description: 'edited since' });
    const again = await create({ ...request, id: newId('tok', randomBytes), credential: { publicId: newPublicId(), digest: randomBytes(32) } });
    expect(again).toMatchObject({ ok: true, value: { token: { id: request.id, description: 'edited since' }, replayed: keyed('').sealedSecret } });
    expect(await create({ ...request, idempotency: keyed('one', 'another body') })).toMatchObject(refusal('idempotency_key_reused'));
    expect((await tokens.told(request.id)).map(({ type }) => type)).toEqual(['token.created', 'token.updated']);
  });

  it('is one, when fifty ask for it at once with one key', async () => {
    const owner = { tenantId: tokens.tenantId, accountId: newId('acc', randomBytes) };
    const all = await Promise.all(Array.from({ length: 50 }, () => tokens.create({ owner, idempotency: keyed('fifty') })));
    const ids = new Set(all.flatMap(({ result }) => (result.ok ? [result.value.token.id] : [])));
    expect(ids.size).toBe(1);
    for (const { result } of all) if (!result.ok) expect(result.refusal.code).toBe('idempotency_in_progress');
    expect(await tokens.rows('SELECT count(*)::int AS made FROM token WHERE account_id = $1', [owner.accountId])).toEqual([{ made: 1 }]);
  });
});

describe('an edited token', () => {
  it('is as it was asked to be: a change, told with what it is now, and a version', async () => {
    const { ref } = await tokens.create();
    const before = await tokens.rev();
    const edited = await edit(ref, { ...everything(), name: 'renamed' }, 1);
    expect(edited).toMatchObject({ ok: true, value: { token: { ...everything(), name: 'renamed', version: 2 }, change: { rev: String(before + 1) } } });
    const [, told] = await tokens.told(ref.id);
    expect(told).toMatchObject({ type: 'token.updated', data: { name: 'renamed', changes: { name: 'renamed', expiresAt: toRfc3339(tokens.after(3600)), readOnly: true } } });
    expect(Object.keys(told!.data['changes'] as object)).not.toContain('access');
  });

  it('is no change where nothing of its power was touched, and nothing at all where nothing was', async () => {
    const { ref } = await tokens.create();
    const before = await tokens.rev();
    expect(await edit(ref, { description: 'words', labels: { a: 'b' } })).toMatchObject({ ok: true, value: { token: { version: 2 }, change: null } });
    expect(await edit(ref, { description: 'words', readOnly: false })).toMatchObject({ ok: true, value: { token: { version: 2 }, change: null } });
    expect(await tokens.rev()).toBe(before);
    expect(await tokens.told(ref.id)).toHaveLength(2);
  });

  it('stays as it is for whoever knew another version', async () => {
    const { ref } = await tokens.create();
    expect(await edit(ref, { readOnly: true }, 2)).toMatchObject(refusal('precondition_failed'));
    const both = await Promise.all([edit(ref, { readOnly: true }, 1), edit(ref, { useQuota: 5 }, 1)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it('takes a name that is free, and says so where it is not', async () => {
    const { wanted, ref } = await tokens.create({ name: 'first' });
    const second = await tokens.create({ name: 'second', owner: wanted.owner });
    expect(await edit(second.ref, { name: 'first' })).toMatchObject(refusal('name_taken'));
    expect(await edit(second.ref, { name: 'third' })).toMatchObject({ ok: true });
    expect(await edit(ref, { name: 'second' })).toMatchObject({ ok: true });
  });

  it('is exhausted by a quota below what was drawn', async () => {
    const { ref } = await tokens.create({ useQuota: 10 });
    await tokens.alter('UPDATE token SET uses_drawn = 5 WHERE id = $1', [ref.id]);
    expect(await edit(ref, { useQuota: 3 })).toMatchObject({ ok: true, value: { token: { useQuota: 3, usesDrawn: 5 } } });
  });

  it('never comes to hold more than who edits it', async () => {
    const { ref } = await tokens.create();
    const narrow = await tokens.holder({ access: 'restricted', grants: [{ operation: 'Portcullis::edit_token' }] });
    expect(await edit(ref, { expiresAt: tokens.after(60) }, null, narrow)).toMatchObject(refusal('exceeds_caller'));
    expect(await edit(ref, { description: 'no power' }, null, narrow)).toMatchObject({ ok: true });
    const brief = await tokens.holder({ expiresAt: tokens.after(60) });
    expect(await edit(ref, { expiresAt: tokens.after(61) }, null, brief)).toMatchObject(refusal('exceeds_caller'));
    expect(await edit(ref, { expiresAt: tokens.after(60) }, null, brief)).toMatchObject({ ok: true });
    const dead = await tokens.holder({ expiresAt: tokens.now });
    expect(await edit(ref, { description: 'from beyond' }, null, dead)).toMatchObject(refusal('invalid_token'));
  });

  it('may be the one that edits, and may end what it was by that', async () => {
    const self = await tokens.holder({ useQuota: 1, usesDrawn: 1 });
    const ref = { tenantId: self.tenantId, accountId: null, id: self.tokenId };
    expect(await edit(ref, { readOnly: true }, null, self)).toMatchObject({ ok: true, value: { token: { readOnly: true } } });
  });

  it('is not found elsewhere', async () => {
    const { ref } = await tokens.create();
    for (const other of [{ tenantId: newId('ten', randomBytes), accountId: null }, { accountId: newId('acc', randomBytes) }, { id: newId('tok', randomBytes) }]) {
      expect(await edit({ ...ref, ...other }, { readOnly: true })).toMatchObject(refusal('not_found'));
    }
  });
});

describe('a regenerated token', () => {
  it('has a new secret, and the old one for as long as was asked', async () => {
    const { wanted, ref } = await tokens.create();
    const credential = { publicId: newPublicId(), digest: randomBytes(32) };
    const regenerated = await regenerate(ref, { credential, overlapSeconds: 3600 });
    expect(regenerated).toMatchObject({ ok: true, value: { token: { id: ref.id, version: 2 }, replayed: null } });
    const [old, current] = regenerated.ok ? regenerated.value.credentials : [];
    expect([old?.publicId, current]).toMatchObject([wanted.credential.publicId, { publicId: credential.publicId, endsAt: null }]);

    const found = await resolve(wanted.credential);
    const [clock] = await tokens.rows<{ in_ms: number }>(`SELECT extract(epoch FROM $1::timestamptz - clock_timestamp()) * 1000 AS in_ms`, [new Date(old!.endsAt!)]);
    expect(Number(clock!.in_ms)).toBeGreaterThan(3_500_000);
    expect(found).toMatchObject({ ok: true, value: { token: { id: ref.id }, credentialEndsAt: old!.endsAt } });
    expect(await resolve(credential)).toMatchObject({ ok: true, value: { credentialEndsAt: null } });
  });

  it('ends the old secret at once where no overlap was asked for, and an older one whatever was asked', async () => {
    const { wanted, ref } = await tokens.create();
    const second = { publicId: newPublicId(), digest: randomBytes(32) };
    await regenerate(ref, { credential: second, overlapSeconds: 3600 });
    const third = await regenerate(ref, { overlapSeconds: 60 });
    expect(third.ok && third.value.credentials.map(({ publicId }) => publicId)).toEqual([second.publicId, expect.any(String)]);
    const first = await resolve(wanted.credential);
    expect(first.ok && first.value.credentialEndsAt! <= first.value.at).toBe(true);
    const fourth = await regenerate(ref);
    expect(fourth.ok && fourth.value.credentials).toHaveLength(1);
    const replaced = await resolve(second);
    expect(replaced.ok && replaced.value.credentialEndsAt! <= replaced.value.at).toBe(true);
  });

  it('is regenerated once by a repeated request, which gets the same change', async () => {
    const { ref } = await tokens.create();
    const first = await regenerate(ref, { idempotency: keyed('regenerate') });
    const again = await regenerate(ref, { idempotency: keyed('regenerate') });
    expect(again).toMatchObject({ ok: true, value: { replayed: keyed('').sealedSecret, token: { version: 2 } } });
    expect(again.ok && again.value.change).toEqual(first.ok && first.value.change);
    expect(again.ok && again.value.credentials).toEqual(first.ok && first.value.credentials);
  });

  it('is finished before its time, once', async () => {
    const { wanted, ref } = await tokens.create();
    expect(await finish(ref)).toMatchObject({ ok: true, value: { change: null, token: { version: 1 } } });
    await regenerate(ref, { overlapSeconds: 3600 });
    const finished = await finish(ref);
    expect(finished).toMatchObject({ ok: true, value: { token: { version: 3 }, credentials: [{ endsAt: null }] } });
    expect((await tokens.told(ref.id)).at(-1)).toMatchObject({ type: 'token.regeneration_finished', data: { publicIds: [wanted.credential.publicId] } });
    const again = await finish(ref);
    expect(again.ok && again.value.change).toEqual(finished.ok && finished.value.change);
    expect(await tokens.told(ref.id)).toHaveLength(3);
    expect(await finish({ ...ref, id: newId('tok', randomBytes) })).toMatchObject(refusal('not_found'));
  });

  it('gives its power to nobody who does not hold it', async () => {
    const { ref } = await tokens.create();
    const narrow = await tokens.holder({ access: 'restricted', grants: [{ operation: 'Portcullis::regenerate_token' }] });
    expect(await regenerate(ref, { caller: narrow })).toMatchObject(refusal('exceeds_caller'));
    expect(await regenerate(ref, { caller: await tokens.holder({ expiresAt: tokens.after(60) }) })).toMatchObject(refusal('exceeds_caller'));
    const self = await tokens.holder({ access: 'restricted', grants: [{ operation: 'Portcullis::regenerate_token' }], expiresAt: tokens.after(60), useQuota: 5, readOnly: true });
    expect(await regenerate({ tenantId: self.tenantId, accountId: null, id: self.tokenId }, { caller: self })).toMatchObject({ ok: true });
  });

  it('is none that was revoked, and no session or link', async () => {
    const { ref } = await tokens.create();
    await revoke(ref);
    expect(await regenerate(ref)).toMatchObject(refusal('token_revoked'));
    expect(await edit(ref, { name: 'late' })).toMatchObject(refusal('token_revoked'));
    const session = await tokens.holder({ form: 'session', expiresAt: tokens.after(60) });
    expect(await regenerate({ tenantId: session.tenantId, accountId: null, id: session.tokenId })).toMatchObject(refusal('invalid_request'));
  });
});

describe('a revoked token', () => {
  it('says by whom and why, is told, and shows no secret', async () => {
    const { ref } = await tokens.create();
    const revoked = await revoke(ref, 1, 'laptop lost');
    expect(revoked).toMatchObject({ ok: true, value: { token: { version: 2, revokedBy: tokens.caller.tokenId, revokedReason: 'laptop lost' } } });
    expect((await tokens.told(ref.id)).at(-1)).toMatchObject({ type: 'token.revoked', data: { reason: 'laptop lost' } });
    expect(await tokens.store.read(ref)).toMatchObject({ credentials: [] });
  });

  it('is not revoked by who knew another version, and once it is, whoever repeats it is told the change', async () => {
    const { ref } = await tokens.create();
    await edit(ref, { description: 'new' });
    expect(await revoke(ref, 1)).toMatchObject(refusal('precondition_failed'));
    const revoked = await revoke(ref, 2);
    const again = await revoke(ref, 2);
    expect(again.ok && again.value.change).toEqual(revoked.ok && revoked.value.change);
  });
});
