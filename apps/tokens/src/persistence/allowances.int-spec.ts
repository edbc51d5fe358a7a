import type { Caller } from '@portcullis/contracts';
import { instant, newId } from '@portcullis/kernel';
import { randomBytes } from '@portcullis/platform/runtime';
import { integrationWorld, type IntegrationWorld } from '@portcullis/testkit';
import type { DrawRequest, Use } from '../use-cases/ports.js';
import { PostgresAllowances } from './postgres-allowances.js';
import { TokenWorld } from './token-world-for-spec.js';

let world: IntegrationWorld;
let tokens: TokenWorld;
let allowances: PostgresAllowances;

beforeAll(async () => {
  world = await integrationWorld();
  tokens = await TokenWorld.open(world);
  allowances = new PostgresAllowances(tokens.database);
});
afterAll(async () => {
  await tokens?.close();
  await world?.close();
});

/** A window of a day: none ends while a test runs, but for the one second in which days change. */
const DAY = 86_400;
const draw = (caller: Caller, request: Partial<DrawRequest>) =>
  allowances.draw({ tenantId: caller.tenantId, tokenId: caller.tokenId, tokenRate: null, tenantRate: null, uses: null, ...request });
const rate = (want: number, requests = 100, seconds = DAY) => ({ limit: { requests, seconds }, want });
const windowOf = async (subject: string) => (await tokens.rows<{ drawn: string }>('SELECT drawn FROM rate_window WHERE subject = $1', [subject]))[0];
const begun = (subject: string, at: string) => tokens.alter(`UPDATE rate_window SET begins_at = begins_at + $2::interval WHERE subject = $1`, [subject, at]);

describe('a rate', () => {
  it('is handed out in parts until its window is empty, and says when that ends', async () => {
    const caller = await tokens.holder();
    const first = await draw(caller, { tokenRate: rate(60) });
    expect(first.tokenRate).toMatchObject({ granted: 60, left: 40 });
    expect((first.tokenRate!.endsAt / 1000) % DAY).toBe(0);
    expect(first.tokenRate!.endsAt).toBeGreaterThan(first.at);
    expect((await draw(caller, { tokenRate: rate(60) })).tokenRate).toMatchObject({ granted: 40, left: 0 });
    expect((await draw(caller, { tokenRate: rate(1) })).tokenRate).toMatchObject({ granted: 0, left: 0 });
  });

  it('never grants more than its limit, however many draw at once', async () => {
    const caller = await tokens.holder();
    const all = await Promise.all(Array.from({ length: 60 }, (_, i) => draw(caller, { tokenRate: rate(1 + (i % 7)), tenantRate: { ...rate(1 + (i % 5), 90) }, uses: null })));
    const sum = (of: 'tokenRate' | 'tenantRate') => all.reduce((total, drawn) => total + drawn[of]!.granted, 0);
    expect([sum('tokenRate'), sum('tenantRate')]).toEqual([100, 90]);
    expect(await windowOf(tokens.tenantId)).toEqual({ drawn: '90' });
  });

  it('is whole again in the next window, and only then', async () => {
    const caller = await tokens.holder();
    await draw(caller, { tokenRate: rate(100) });
    expect((await draw(caller, { tokenRate: rate(100) })).tokenRate!.granted).toBe(0);
    await begun(caller.tokenId, '-1 day');
    expect((await draw(caller, { tokenRate: rate(70) })).tokenRate).toMatchObject({ granted: 70, left: 30 });
  });

  it('is drawn from the newer window by a call that was meant for the older one', async () => {
    const caller = await tokens.holder();
    await draw(caller, { tokenRate: rate(90) });
    // As if the row were a window further than this call's clock.
    await begun(caller.tokenId, '1 day');
    const late = await draw(caller, { tokenRate: rate(90) });
    expect(late.tokenRate).toMatchObject({ granted: 10, left: 0 });
    expect(late.tokenRate!.endsAt - late.at).toBeGreaterThan(DAY * 1000);
  });

  it('is not begun anew by who changes its window or knows another one', async () => {
    const caller = await tokens.holder();
    await draw(caller, { tokenRate: rate(100) });
    for (const seconds of [DAY / 2, DAY - 1, DAY]) expect((await draw(caller, { tokenRate: rate(10, 100, seconds) })).tokenRate!.granted).toBe(0);
    expect((await draw(caller, { tokenRate: rate(50, 120) })).tokenRate).toMatchObject({ granted: 20, left: 0 });
    expect((await draw(caller, { tokenRate: rate(50, 20) })).tokenRate).toMatchObject({ granted: 0, left: 0 });
  });

  it('of one token says nothing of another, nor of another tenant', async () => {
    const [one, other] = [await tokens.holder(), await tokens.holder({ tenantId: newId('ten', randomBytes) })];
    await draw(one, { tokenRate: rate(100), tenantRate: rate(1) });
    expect(await draw(other, { tokenRate: rate(100), tenantRate: rate(100) })).toMatchObject({ tokenRate: { granted: 100 }, tenantRate: { granted: 100 } });
  });
});

describe('a quota', () => {
  it('is handed out in parts, once, however many draw at once', async () => {
    const caller = await tokens.holder({ useQuota: 100 });
    const all = await Promise.all(Array.from({ length: 50 }, () => draw(caller, { uses: { want: 3 } })));
    expect(all.reduce((total, { uses }) => total + uses!.granted, 0)).toBe(100);
    expect(Math.min(...all.map(({ uses }) => uses!.left))).toBe(0);
    expect(await tokens.rows('SELECT uses_drawn, version FROM token WHERE id = $1', [caller.tokenId])).toEqual([{ uses_drawn: '100', version: 1 }]);
  });

  it('that was lowered below what was drawn gives nothing, and takes nothing back', async () => {
    const caller = await tokens.holder({ useQuota: 10 });
    await draw(caller, { uses: { want: 8 } });
    await tokens.alter('UPDATE token SET use_quota = 5 WHERE id = $1', [caller.tokenId]);
    expect((await draw(caller, { uses: { want: 1 } })).uses).toEqual({ granted: 0, left: 0 });
    expect(await tokens.rows('SELECT uses_drawn FROM token WHERE id = $1', [caller.tokenId])).toEqual([{ uses_drawn: '8' }]);
  });

  it('that was taken off grants what is wanted; of a token that is gone or revoked, nothing is left', async () => {
    expect((await draw(await tokens.holder(), { uses: { want: 7 } })).uses).toMatchObject({ granted: 7 });
    const dead = await tokens.holder({ useQuota: 10 });
    await tokens.alter('UPDATE token SET revoked_at = now() WHERE id = $1', [dead.tokenId]);
    expect((await draw(dead, { uses: { want: 1 } })).uses).toEqual({ granted: 0, left: 0 });
    expect((await draw({ ...dead, tokenId: newId('tok', randomBytes) }, { uses: { want: 1 } })).uses).toEqual({ granted: 0, left: 0 });
  });
});

describe('uses', () => {
  const use = (ref: { id: Use['tokenId'] }, publicId: string, seconds: number, overrides: Partial<Use> = {}): Use => ({
    ...{ tokenId: ref.id, publicId, count: 1, at: tokens.after(seconds), ip: '192.0.2.1', agent: 'acme.sh' },
    ...overrides,
  });
  const record = (...uses: Use[]) => allowances.record(tokens.tenantId, tokens.shard, uses);

  it('are counted for each credential, and the newest is shown', async () => {
    const { wanted, ref } = await tokens.create();
    const { publicId } = wanted.credential;
    await record(use(ref, publicId, -9, { count: 3 }), use(ref, publicId, -5, { ip: '192.0.2.5', agent: null }), use(ref, publicId, -7));
    const seen = await tokens.store.read(ref);
    expect(seen).toMatchObject({ token: { version: 1, lastUsed: { at: tokens.after(-5), ip: '192.0.2.5', agent: null } }, credentials: [{ uses: 5, lastUsed: { at: tokens.after(-5), ip: '192.0.2.5', agent: null } }] });
    expect(await tokens.store.list({ owner: wanted.owner, filter: { state: null, kind: null, form: 'token', access: null, label: null, createdBefore: null, name: null, selectors: null }, sort: 'name' }, 10, null)).toMatchObject({
      items: [{ lastUsed: { ip: '192.0.2.5' } }],
    });
  });

  it('that come late are counted and show nothing older', async () => {
    const { wanted, ref } = await tokens.create();
    await record(use(ref, wanted.credential.publicId, -1));
    await record(use(ref, wanted.credential.publicId, -60, { ip: '198.51.100.1' }));
    expect(await tokens.store.read(ref)).toMatchObject({ token: { lastUsed: { at: tokens.after(-1), ip: '192.0.2.1' } }, credentials: [{ uses: 2 }] });
  });

  it('by a clock that is ahead are not shown in the future', async () => {
    const { wanted, ref } = await tokens.create();
    await record(use(ref, wanted.credential.publicId, 86_400));
    expect((await tokens.store.read(ref))!.token.lastUsed!.at).toBeLessThan(tokens.after(3600));
    const [{ now } = { now: new Date(0) }] = await tokens.rows<{ now: Date }>('SELECT clock_timestamp() AS now');
    expect((await tokens.store.read(ref))!.token.lastUsed!.at).toBeLessThanOrEqual(instant(now.getTime()));
  });

  it('of what is not known, or belongs to another token, are passed over', async () => {
    const [one, other] = [await tokens.create(), await tokens.create()];
    await record(use(one.ref, 'nosuchid', -1), use(one.ref, other.wanted.credential.publicId, -1), use(one.ref, one.wanted.credential.publicId, -1));
    expect(await tokens.store.read(one.ref)).toMatchObject({ credentials: [{ uses: 1 }] });
    expect(await tokens.store.read(other.ref)).toMatchObject({ token: { lastUsed: null }, credentials: [{ uses: 0 }] });
    await record();
  });

  it('told by many gateways at once, in any order, are all counted', async () => {
    const made = await Promise.all(Array.from({ length: 10 }, () => tokens.create()));
    const uses = made.map(({ ref, wanted }) => use(ref, wanted.credential.publicId, -1));
    await Promise.all(Array.from({ length: 20 }, (_, i) => record(...(i % 2 === 0 ? uses : [...uses].reverse()))));
    for (const { ref } of made) expect(await tokens.store.read(ref)).toMatchObject({ credentials: [{ uses: 20 }] });
  });

  it('are recorded while somebody holds the token to make others of it', async () => {
    const { wanted, ref } = await tokens.create();
    await tokens.store.commit(tokens.tenantId, async (tx) => {
      await tx.lockCaller({ ...ref, tokenId: ref.id, publicId: wanted.credential.publicId }, ref);
      await record(use(ref, wanted.credential.publicId, -1));
      return { ok: true, value: null };
    });
    expect(await tokens.store.read(ref)).toMatchObject({ credentials: [{ uses: 1 }] });
  });
});
