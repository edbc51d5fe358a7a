import type { Moment } from '@portcullis/enforcement';
import { connectNats, type NatsDoor } from '@portcullis/platform/nats-client';
import { catalogue, FakeAuthorities, natsUrl, silent, until } from './authorities-for-spec.js';
import { createVerifier, type ChangeHeard, type Verifier, type VerifierOptions } from './index.js';

let authorities: FakeAuthorities;
let door: NatsDoor;
let verifier: Verifier;
/** What the clocks of this process are ahead by. */
let ahead: Moment;

const clock = (): Moment => ({ monotonicMs: performance.now() + ahead.monotonicMs, wallMs: Date.now() + ahead.wallMs });
const start = (options: Partial<VerifierOptions> = {}) => createVerifier({ nats: { door }, name: 'spec', catalogue, clock, log: silent, ...options });
const readsSoFar = () => [authorities.tokens.asked.length, authorities.permissions.asked.length];
const isLive = async (text: string) => (await verifier.verify(text)).allowed;
const count = (name: string) => Number(new RegExp(`^${name.replace(/[{}"]/g, '\\$&')} (\\d+)$`, 'm').exec(verifier.metrics())?.[1]);

beforeEach(async () => {
  ahead = { monotonicMs: 0, wallMs: 0 };
  authorities = await FakeAuthorities.start(natsUrl(), silent);
  door = await connectNats({ url: natsUrl(), name: 'verifier', subjectPrefix: authorities.door.subjects.prefix, log: silent });
  verifier = await start();
});
afterEach(async () => {
  await verifier?.close();
  await door?.drain();
  await authorities?.door.drain();
});

describe('what is known of a token', () => {
  it('answers from memory once it was read, and tells all that both authorities say', async () => {
    const token = authorities.issue({ access: 'restricted', grants: [{ operation: 'Cron::list' }] });
    const seen = (await verifier.look({ text: token.text }))!;
    expect(seen).toMatchObject({ shard: authorities.shard, facts: { id: token.facts.id }, ownerFacts: { tenant: { slug: 'acme' }, account: { featureList: 'default', features: ['cron'] } } });
    expect(seen.earliest).toBeLessThanOrEqual(seen.now);
    for (let calls = 0; calls < 20; calls++) expect(await verifier.verify(token.text, { operation: 'Cron::list' })).toMatchObject({ allowed: true, code: 'allowed' });
    expect(readsSoFar()).toEqual([1, 1]);
    expect(count('portcullis_verifier_looks_total{by="memory"}')).toBe(20);
  });

  it('is read once by all who ask before the read is sent, and anew by whoever comes later', async () => {
    const token = authorities.issue();
    let letGo!: () => void;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    authorities.tokens.beforeAnswer = () => held;
    const first = [isLive(token.text), isLive(token.text)];
    await until(() => authorities.tokens.asked.length === 1);
    authorities.revoke(token);
    // The revoke has returned, as far as anybody here knows: the read that is under way does not show it.
    const later = isLive(token.text);
    await until(() => authorities.tokens.asked.length === 2);
    letGo();
    expect(await Promise.all(first)).toEqual([true, true]);
    expect(await later).toBe(false);
  });

  it('is nothing for junk, for which nobody is asked, and for other forms', async () => {
    const token = authorities.issue();
    const mistyped = `${token.text.slice(0, 20)}${authorities.issue().text.slice(20)}`;
    expect([await verifier.look({ text: mistyped }), await verifier.look({ text: 'x'.repeat(53) }), await verifier.look({ text: '' })]).toEqual([null, null, null]);
    expect(await verifier.look({ text: token.text, forms: ['session'] })).toBeNull();
    expect(readsSoFar()).toEqual([0, 0]);
    expect(await isLive(token.text)).toBe(true);
    expect(await verifier.look({ text: token.text, forms: ['session', 'link'] })).toBeNull();
  });

  it('is unknown for a second at most', async () => {
    const token = authorities.issue();
    authorities.forget(token);
    // However slow the machine is: no time passes between these.
    const stopped = clock();
    await verifier.close();
    let at = stopped;
    verifier = await start({ clock: () => at });
    expect([await verifier.verify(token.text), await verifier.verify(token.text)]).toMatchObject([{ code: 'token_unknown' }, { code: 'token_unknown' }]);
    expect(readsSoFar()).toEqual([1, 0]);
    at = { monotonicMs: stopped.monotonicMs + 1_000, wallMs: stopped.wallMs + 1_000 };
    expect(await isLive(token.text)).toBe(false);
    expect(readsSoFar()).toEqual([2, 0]);
  });

  it('is bounded in memory', async () => {
    await verifier.close();
    verifier = await start({ mostTokens: 10 });
    for (let tokens = 0; tokens < 30; tokens++) expect(await isLive(authorities.issue().text)).toBe(true);
    expect(count('portcullis_verifier_kept_facts{kind="credential"}')).toBe(10);
    expect(count('portcullis_verifier_kept_facts{kind="account"}')).toBe(10);
    expect(count('portcullis_verifier_kept_facts{kind="feature_list"}')).toBe(1);
  });
});

describe('a revoke is in force', () => {
  it('once it was broadcast, and that is confirmed', async () => {
    const heard: ChangeHeard[] = [];
    const stop = verifier.onChange((change) => heard.push(change));
    const token = authorities.issue();
    const seen = (await verifier.look({ text: token.text }))!;
    expect(seen.isCurrent()).toBe(true);
    authorities.revoke(token);
    authorities.tokens.broadcast();
    await until(() => authorities.tokens.hasConfirmed());
    expect(seen.isCurrent()).toBe(false);
    expect(await verifier.verify(token.text)).toMatchObject({ allowed: false, code: 'token_revoked' });
    expect(readsSoFar()).toEqual([2, 1]);
    expect(heard).toEqual([{ authority: 'tokens', shard: authorities.shard, target: { kind: 'token', tenantId: authorities.tenantId, id: token.facts.id } }]);
    stop();
    // Said again, it is confirmed again, and told no more.
    authorities.tokens.confirmations = [];
    authorities.tokens.broadcast();
    await until(() => authorities.tokens.hasConfirmed());
    expect(heard).toHaveLength(1);
  });

  it('once the lease was renewed, though no message came', async () => {
    const token = authorities.issue();
    expect(await isLive(token.text)).toBe(true);
    authorities.revoke(token);
    const renewed = authorities.tokens.renewals.length;
    await until(() => authorities.tokens.renewals.length > renewed + 1);
    expect(await isLive(token.text)).toBe(false);
  });

  it('when a later one is heard, since what is missing is asked for at once and then confirmed', async () => {
    const [token, other] = [authorities.issue(), authorities.issue()];
    expect([await isLive(token.text), await isLive(other.text)]).toEqual([true, true]);
    authorities.revoke(token);
    authorities.revoke(other);
    authorities.tokens.broadcast();
    await until(() => authorities.tokens.hasConfirmed());
    expect([await isLive(token.text), await isLive(other.text)]).toEqual([false, false]);
  });

  it('and is confirmed to authorities alone: who knows the id can confirm in its name', async () => {
    const token = authorities.issue();
    let leaked = 0;
    authorities.door.connection.subscribe('elsewhere.replica-1', { callback: () => void (leaked += 1) });
    await authorities.door.flush();
    authorities.revoke(token);
    authorities.tokens.broadcast('elsewhere.replica-1');
    authorities.tokens.broadcast();
    await until(() => authorities.tokens.hasConfirmed());
    await door.flush();
    await authorities.door.flush();
    expect(leaked).toBe(0);
  });
});

describe('a change of an owner', () => {
  it('that is a feature list makes one fact stale, however many accounts hang on it', async () => {
    const holders = Array.from({ length: 8 }, () => authorities.issue());
    for (const { text } of holders) expect(await verifier.verify(text, { operation: 'Cron::list' })).toMatchObject({ allowed: true });
    expect(readsSoFar()).toEqual([8, 8]);
    authorities.features = [];
    authorities.permissions.change({ kind: 'feature_list', tenantId: authorities.tenantId, id: 'default' });
    authorities.permissions.broadcast();
    await until(() => authorities.permissions.hasConfirmed());
    for (const { text } of holders) expect(await verifier.verify(text, { operation: 'Cron::list' })).toMatchObject({ code: 'feature_missing' });
    expect(readsSoFar()).toEqual([8, 9]);
  });

  it('that is a barrier touches all its tokens at once', async () => {
    const [one, other] = [authorities.issue(), authorities.issue()];
    expect([await isLive(one.text), await isLive(other.text)]).toEqual([true, true]);
    authorities.tokens.change({ kind: 'barrier', tenantId: authorities.tenantId, id: one.facts.accountId! });
    authorities.tokens.broadcast();
    await until(() => authorities.tokens.hasConfirmed());
    expect([await isLive(one.text), await isLive(other.text)]).toEqual([true, true]);
    expect(readsSoFar()).toEqual([3, 2]);
    authorities.tokens.change({ kind: 'barrier', tenantId: authorities.tenantId, id: authorities.tenantId });
    authorities.tokens.broadcast();
    await until(() => authorities.tokens.hasConfirmed());
    expect([await isLive(one.text), await isLive(other.text)]).toEqual([true, true]);
    expect(readsSoFar()).toEqual([5, 2]);
  });
});

describe('without a live lease', () => {
  it.each<[string, Moment]>([
    ['the monotonic clock', { monotonicMs: 1_960, wallMs: 0 }],
    ['the wall clock', { monotonicMs: 0, wallMs: 1_960 }],
  ])('by %s nothing is answered from memory', async (_, jump) => {
    const token = authorities.issue();
    expect(await isLive(token.text)).toBe(true);
    authorities.tokens.grants = authorities.permissions.grants = false;
    ahead = jump;
    authorities.revoke(token);
    expect(await isLive(token.text)).toBe(false);
    authorities.tokens.answers = false;
    await expect(verifier.verify(token.text)).rejects.toMatchObject({ name: 'Fault', kind: 'timeout' });
    expect(verifier.health().authorities.tokens).toMatchObject({ leasedShards: 0, liveForMs: null });
  });

  it('what was read answers its request until anything is waited for', async () => {
    authorities.tokens.grants = false;
    await verifier.close();
    verifier = await start();
    const token = authorities.issue();
    const seen = (await verifier.look({ text: token.text }))!;
    await Promise.resolve();
    expect(seen.isCurrent()).toBe(true);
    // Beginning behind the look, so that both turns have begun and ended.
    for (let turns = 0; turns < 3; turns++) await new Promise((resolve) => setImmediate(resolve));
    expect(seen.isCurrent()).toBe(false);
    expect(await isLive(token.text)).toBe(true);
    expect(readsSoFar()).toEqual([2, 1]);
  });

  it('a host that is refused one reads through, and says so', async () => {
    authorities.tokens.refusedForMs = 60_000;
    await verifier.close();
    verifier = await start();
    const token = authorities.issue();
    expect([await isLive(token.text), await isLive(token.text)]).toEqual([true, true]);
    expect(readsSoFar()).toEqual([2, 1]);
    const { refusedForMs, leasedShards } = verifier.health().authorities.tokens;
    expect([refusedForMs > 50_000, leasedShards]).toEqual([true, 0]);
  });

  it('what is older than what is known answers nobody: read once more, and then refused', async () => {
    const token = authorities.issue();
    expect(await isLive(token.text)).toBe(true);
    authorities.tokens.change({ kind: 'token', tenantId: authorities.tenantId, id: token.facts.id });
    authorities.tokens.broadcast();
    await until(() => authorities.tokens.hasConfirmed());
    authorities.tokens.rev -= 1;
    await expect(verifier.verify(token.text)).rejects.toMatchObject({ kind: 'unavailable' });
    expect(authorities.tokens.asked.length).toBeLessThanOrEqual(5);
  });
});

describe('a token whose uses are counted', () => {
  it('is denied where nobody counts, and read anew where nothing seems to be left', async () => {
    const token = authorities.issue({ useQuota: 5 });
    expect(await verifier.verify(token.text, { operation: 'DNS::read' })).toMatchObject({ allowed: false, code: 'needs_gateway' });
    expect(await isLive(token.text)).toBe(true);
    const spent = authorities.issue({ useQuota: 5, usesDrawn: 5 });
    expect(await verifier.verify(spent.text)).toMatchObject({ code: 'token_exhausted' });
    authorities.alter(spent, { usesDrawn: 4 });
    expect(await isLive(spent.text)).toBe(true);
    const once = authorities.issue({ access: 'restricted', grants: [{ operation: 'DNS::read', once: true }] });
    expect(await verifier.verify(once.text, { operation: 'DNS::read' })).toMatchObject({ allowed: false, code: 'needs_gateway' });
  });

  it('is not exhausted where drawn uses are at hand', async () => {
    const spent = authorities.issue({ useQuota: 5, usesDrawn: 5 });
    await verifier.close();
    const atHand = new Set([spent.facts.id]);
    verifier = await start({ mayStillUse: ({ id }) => atHand.has(id as `tok_${string}`) });
    expect((await verifier.look({ text: spent.text }))!.token.facts.exhausted).toBe(false);
    atHand.clear();
    expect((await verifier.look({ text: spent.text }))!.token.facts.exhausted).toBe(true);
  });
});

it('is asked whether it takes a credential, and shows its hash in place of its id', async () => {
  const proofs: { alive: boolean; verifier: string }[] = [];
  authorities.door.connection.subscribe(door.subjects.proofs('prover'), { callback: (_, message) => void proofs.push(message.json()) });
  await authorities.door.flush();
  const token = authorities.issue({ ipAllowlist: ['192.0.2.0/24'] });
  const ask = async () => {
    const { publicId, digest } = token;
    authorities.door.connection.publish(door.subjects.probes(), JSON.stringify({ id: 'p', shard: authorities.shard, publicId, digest, answerTo: door.subjects.proofs('prover') }));
    const before = proofs.length;
    await until(() => proofs.length > before);
    return proofs.at(-1);
  };
  const { verifier: shown } = verifier.health();
  expect(await ask()).toEqual({ id: 'p', verifier: shown, name: 'spec', alive: true });
  expect(authorities.tokens.renewals[0]!.verifier).not.toContain(shown);
  authorities.revoke(token);
  authorities.tokens.broadcast();
  await until(() => authorities.tokens.hasConfirmed());
  expect(await ask()).toMatchObject({ alive: false });
});

it('gives its leases back when it is closed, and answers nobody after', async () => {
  const token = authorities.issue();
  const seen = (await verifier.look({ text: token.text }))!;
  const { verifier: id } = authorities.tokens.renewals.at(-1)!;
  await verifier.close();
  expect(seen.isCurrent()).toBe(false);
  await expect(verifier.look({ text: token.text })).rejects.toMatchObject({ kind: 'unavailable' });
  await until(() => authorities.tokens.ends.length === 1 && authorities.permissions.ends.length === 1);
  expect(authorities.tokens.ends[0]).toEqual({ verifier: id, n: authorities.tokens.renewals.at(-1)!.n, end: true });
});

it('survives messages that make no sense', async () => {
  const lines: string[] = [];
  const kept = (line: string) => void lines.push(line);
  const log = { ...silent, warn: kept, error: kept };
  await verifier.close();
  verifier = await start({ log });
  authorities.door.connection.publish(door.subjects.changes('tokens', authorities.shard), '{');
  authorities.door.connection.publish(door.subjects.probes(), '[]');
  await until(() => lines.length === 2);
  expect(await isLive(authorities.issue().text)).toBe(true);
});
