import type { Caller } from '@portcullis/contracts';
import { mapValue, newId, shardOfRoot, type TokenId } from '@portcullis/kernel';
import { randomBytes } from '@portcullis/platform/runtime';
import { integrationWorld, type IntegrationWorld } from '@portcullis/testkit';
import { createHash } from 'node:crypto';
import { createLink, type CreateLink } from '../use-cases/create-link.js';
import { endSessions } from '../use-cases/end-sessions.js';
import { openSession } from '../use-cases/open-session.js';
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

const refusal = (code: string) => ({ ok: false, refusal: { code } });
const newCredential = () => ({ publicId: newPublicId(), digest: randomBytes(32) });
const newOwner = () => ({ tenantId: tokens.tenantId, accountId: newId('acc', randomBytes) });
const link = (overrides: Partial<CreateLink> = {}) => {
  const { caller, shard } = tokens;
  return createLink(tokens.deps)({ caller, shard, owner: newOwner(), kind: 'account', id: newId('tok', randomBytes), credential: newCredential(), idempotency: null, ...overrides });
};
const opening = (caller: Caller) => openSession(tokens.deps)({ caller, shard: shardOfRoot(caller.tenantId), id: newId('tok', randomBytes), credential: newCredential() });
const open = async (caller: Caller) => mapValue(await opening(caller), ({ session }) => session);
const end = (caller: Caller, which: 'own' | 'all') => endSessions(tokens.deps)(caller, which);

/** A token as the gateway presents it. */
async function as(made: { ok: true; value: { token: { id: TokenId; accountId: Caller['accountId']; kind: Caller['kind'] } } } | { ok: false }): Promise<Caller> {
  if (!made.ok) throw new Error('it was refused');
  const { id, accountId, kind } = made.value.token;
  const { credentials } = (await tokens.store.read({ tenantId: tokens.tenantId, accountId, id }))!;
  return { ...tokens.caller, tokenId: id, publicId: credentials[0]!.publicId, accountId, kind };
}
const revoke = ({ tenantId, accountId, tokenId }: Caller) =>
  revokeToken(tokens.deps)({ caller: tokens.caller, ref: { tenantId, accountId, id: tokenId }, expectedVersion: null, reason: null });
/** A session of a new account, and the account. */
async function signedIn(owner = newOwner(), maker = tokens.caller): Promise<Caller> {
  const opened = await open(await as(await link({ owner, caller: maker })));
  if (!opened.ok) throw new Error(opened.refusal.code);
  return as({ ok: true, value: { token: opened.value } });
}

describe('a link', () => {
  it('is good for one session, of its owner with full access, for a day’s work', async () => {
    const owner = newOwner();
    const made = await link({ owner });
    expect(made).toMatchObject({ ok: true, value: { token: { form: 'link', access: 'restricted', useQuota: 1, expiresAt: tokens.after(60) } } });
    const by = await as(made);
    const opened = await open(by);
    const session = { ...owner, kind: 'account', form: 'session', access: 'full', grants: [], expiresAt: tokens.after(12 * 3600), createdBy: by.tokenId, heirsUntil: null };
    expect(opened).toMatchObject({ ok: true, value: session });
    expect((await tokens.told(by.tokenId)).map(({ type }) => type)).toEqual(['token.created', 'token.revoked']);
    expect(await open(by)).toMatchObject(refusal('invalid_token'));
  });

  it('opens one session when twenty try at once', async () => {
    const by = await as(await link());
    const all = await Promise.all(Array.from({ length: 20 }, () => open(by)));
    expect(all.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it('still opens one when its single use was drawn, and none when its minute is over', async () => {
    const spent = await as(await link());
    await tokens.alter('UPDATE token SET uses_drawn = 1 WHERE id = $1', [spent.tokenId]);
    expect(await open(spent)).toMatchObject({ ok: true });
    const late = await as(await link());
    await tokens.alter('UPDATE token SET expires_at = $2 WHERE id = $1', [late.tokenId, new Date(tokens.now)]);
    expect(await open(late)).toMatchObject(refusal('invalid_token'));
  });

  it('is worth nothing once its maker is revoked or narrowed', async () => {
    const maker = await tokens.holder();
    const [first, second] = [await as(await link({ caller: maker })), await as(await link({ caller: maker }))];
    await tokens.alter('UPDATE token SET read_only = true WHERE id = $1', [maker.tokenId]);
    expect(await open(first)).toMatchObject(refusal('exceeds_caller'));
    await revoke(maker);
    expect(await open(second)).toMatchObject(refusal('invalid_token'));
    // It was refused, so it was not spent either.
    expect(await tokens.rows('SELECT revoked_at FROM token WHERE id = $1', [second.tokenId])).toEqual([{ revoked_at: null }]);
  });

  it('may come from a tenant above, and dies with that one’s token', async () => {
    const above = newId('ten', randomBytes);
    const maker = await tokens.holder({ tenantId: above, expiresAt: tokens.after(3600) });
    const made = await link({ caller: maker });
    expect(made).toMatchObject({ ok: true, value: { token: { createdByTenant: above } } });
    expect(await open(await as(made))).toMatchObject({ ok: true, value: { expiresAt: tokens.after(3600), heirsUntil: tokens.after(3600) } });
  });

  it('is made by nobody who could not do all that its owner can', async () => {
    for (const held of [{ access: 'restricted' as const, grants: [{ operation: 'Portcullis::create_session' }] }, { readOnly: true }, { useQuota: 5 }, { ipAllowlist: ['192.0.2.7'] }]) {
      expect(await link({ caller: await tokens.holder(held) })).toMatchObject(refusal('exceeds_caller'));
    }
    expect(await link({ kind: 'service', owner: { tenantId: tokens.tenantId, accountId: null } })).toMatchObject(refusal('exceeds_caller'));
  });

  it('ends no later than its maker, and is made once by a repeated request', async () => {
    expect(await link({ caller: await tokens.holder({ expiresAt: tokens.after(5) }) })).toMatchObject({ ok: true, value: { token: { expiresAt: tokens.after(5) } } });
    const hash = (text: string) => createHash('sha256').update(text).digest('hex');
    const idempotency = { keyHash: hash('key'), requestHash: hash('body'), sealedSecret: { keyId: 'k1', sealed: 'AAAA' } };
    const owner = newOwner();
    const [first, again] = [await link({ owner, idempotency }), await link({ owner, idempotency })];
    expect(again).toMatchObject({ ok: true, value: { replayed: idempotency.sealedSecret } });
    expect(again.ok && again.value.token.id).toBe(first.ok && first.value.token.id);
  });
});

describe('a session', () => {
  it('is opened by a token with full access too, and by no other', async () => {
    expect(await open(await tokens.holder({ expiresAt: tokens.after(60) }))).toMatchObject({ ok: true, value: { expiresAt: tokens.after(60) } });
    expect(await open(await tokens.holder({ access: 'restricted', grants: [{ operation: 'Portcullis::open_session' }] }))).toMatchObject(refusal('exceeds_caller'));
    expect(await open(await tokens.holder({ revokedAt: tokens.now }).then((caller) => revoke(caller).then(() => caller)))).toMatchObject(refusal('invalid_token'));
    expect(await open({ ...tokens.caller, tokenId: newId('tok', randomBytes) })).toMatchObject(refusal('invalid_token'));
    expect(await open({ ...tokens.caller, publicId: newPublicId() })).toMatchObject(refusal('invalid_token'));
  });

  it('makes tokens that outlive it, as far as whoever let it in could', async () => {
    const owner = newOwner();
    const free = await signedIn(owner);
    expect((await tokens.create({ caller: free, owner, name: 'for-ever' })).result.ok).toBe(true);
    const bounded = await signedIn(owner, await tokens.holder({ expiresAt: tokens.after(86_400) }));
    expect((await tokens.create({ caller: bounded, owner, name: 'too-long' })).result).toMatchObject(refusal('exceeds_caller'));
    expect((await tokens.create({ caller: bounded, owner, name: 'a-day', expiresAt: tokens.after(86_400) })).result.ok).toBe(true);
  });
});

describe('signing out', () => {
  it('ends the session that asks, and no other', async () => {
    const owner = newOwner();
    const [mine, other] = [await signedIn(owner), await signedIn(owner)];
    expect(await end(mine, 'own')).toMatchObject({ ended: 1, changes: [{ authority: 'tokens', target: { kind: 'token', id: mine.tokenId } }] });
    expect(await end(other, 'own')).toMatchObject({ ended: 1 });
    expect(await end(tokens.caller, 'own')).toEqual({ ended: 0, changes: [] });
  });

  it('everywhere ends every session of the owner and every link that is open, and leaves tokens and others alone', async () => {
    const owner = newOwner();
    const sessions = [await signedIn(owner), await signedIn(owner), await signedIn(owner)];
    const unopened = await as(await link({ owner }));
    const stranger = await signedIn();
    const { wanted } = await tokens.create({ owner });
    const before = await tokens.rev();
    const ended = await end(sessions[0]!, 'all');
    expect(ended.ended).toBe(4);
    expect(ended.changes.map(({ rev }) => Number(rev))).toEqual([1, 2, 3, 4].map((n) => before + n));
    expect(await open(unopened)).toMatchObject(refusal('invalid_token'));
    const alive = await tokens.rows<{ id: string }>('SELECT id FROM token WHERE id = ANY ($1) AND revoked_at IS NULL ORDER BY id', [[stranger.tokenId, wanted.id, ...sessions.map(({ tokenId }) => tokenId)]]);
    expect(alive.map(({ id }) => id)).toEqual([stranger.tokenId, wanted.id].sort());
  });

  it('once more waits for the change that ended the last of them', async () => {
    const owner = newOwner();
    const sessions = [await signedIn(owner), await signedIn(owner)];
    const first = await end(sessions[0]!, 'own');
    expect(await end(sessions[0]!, 'own')).toEqual({ ended: 0, changes: first.changes });
    const all = await end(sessions[0]!, 'all');
    expect(all).toMatchObject({ ended: 1, changes: [{ target: { id: sessions[1]!.tokenId } }] });
    expect(await end(sessions[0]!, 'all')).toEqual({ ended: 0, changes: all.changes });
    await tokens.alter('DELETE FROM change WHERE tenant_id = $1', [tokens.tenantId]);
    expect(await end(sessions[0]!, 'all')).toEqual({ ended: 0, changes: [] });
  });

  it('everywhere ends more sessions than one transaction takes', async () => {
    const accountId = newId('acc', randomBytes);
    const sessions = await Promise.all(Array.from({ length: 60 }, () => tokens.holder({ kind: 'account', accountId, form: 'session', expiresAt: tokens.after(3600) })));
    expect((await end(sessions[0]!, 'all')).ended).toBe(60);
  });
});
