import { UpstreamGate, type Pass } from './upstream-gate.js';

const at = (credential: string, panel = 'https://panel.example:2083') => ({ panel, credential, tenant: credential });
const never = new AbortController().signal;

let nowMs: number;
let gate: UpstreamGate;
beforeEach(() => {
  nowMs = 0;
  gate = new UpstreamGate({ elapsedMs: () => nowMs, waitingPerPanel: 3, longestTrialMs: 60_000 });
});

async function pass(credential: string, until = never): Promise<Pass> {
  const came = await gate.enter(at(credential), until);
  if (!came.ok) throw new Error(came.refusal.because);
  return came.value;
}

describe('the first calls with a stored credential', () => {
  it('wait for the one that shows whether the panel takes it, and then all go', async () => {
    const first = await pass('alice');
    const others = [pass('alice'), pass('alice'), pass('alice')];
    expect(first.tell(200)).toBe(false);
    expect((await Promise.all(others)).map(({ waited }) => waited)).toEqual([true, true, true]);
    expect(await pass('alice')).toMatchObject({ waited: false });
  });

  it.each([401, 403])('that the panel refuses with %i end with it: those that wait are not sent', async (status) => {
    const first = await pass('alice');
    const other = gate.enter(at('alice'), never);
    expect([first.tell(status), first.tell(status)]).toEqual([true, false]);
    first.end();
    expect(await other).toEqual({ ok: false, refusal: { because: 'credential_refused', retryAfterSeconds: 300 } });
  });

  it.each([302, 404, 500, 502, null])('go on one by one while none shows it: %s', async (status) => {
    const first = await pass('alice');
    const others = [pass('alice'), pass('alice')];
    if (status !== null) first.tell(status);
    first.end();
    first.end();
    const second = await others[0]!;
    second.tell(200);
    expect(await others[1]).toMatchObject({ waited: true });
  });

  it('wait no longer than they are told to, and in bounded numbers', async () => {
    const first = await pass('alice');
    const patience = new AbortController();
    const waits = [1, 2, 3].map(() => gate.enter(at('alice'), patience.signal));
    const refusal = { because: 'trial_under_way', retryAfterSeconds: 1 };
    expect(await gate.enter(at('alice'), never)).toEqual({ ok: false, refusal });
    patience.abort();
    expect(await Promise.all(waits)).toEqual(Array(3).fill({ ok: false, refusal }));
    expect(await gate.enter(at('alice'), patience.signal)).toEqual({ ok: false, refusal });
    first.tell(200);
    expect(await pass('alice')).toMatchObject({ waited: false });
  });

  it('of different accounts go five at a time, so that no more than five are refused', async () => {
    const firsts = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((credential) => pass(credential)));
    const [sixth, seventh] = [pass('f'), gate.enter(at('g'), never)];
    expect(await gate.enter(at('f', 'https://other.example'), never)).toMatchObject({ ok: true });
    firsts[0]!.tell(200);
    expect(await sixth).toMatchObject({ waited: true });
    for (const call of [...firsts.slice(1), await sixth]) call.tell(401);
    expect(await seventh).toEqual({ ok: false, refusal: { because: 'panel_refuses', retryAfterSeconds: 300 } });
    expect(await pass('a')).toMatchObject({ waited: false });
  });
});

it('takes a panel that does not refuse at once for one that takes the credential, so that one slow call keeps nobody waiting', async () => {
  gate = new UpstreamGate({ elapsedMs: () => nowMs, waitingPerPanel: 3, longestTrialMs: 1 });
  const upstream = at('one', 'https://slow.example');
  const slow = await gate.enter(upstream, new AbortController().signal);
  expect(await gate.enter(upstream, new AbortController().signal)).toMatchObject({ ok: true, value: { waited: true } });
  expect(await gate.enter(upstream, new AbortController().signal)).toMatchObject({ ok: true, value: { waited: false } });
  // It was only slow to refuse.
  expect(slow.ok && slow.value.tell(401)).toBe(true);
  expect(await gate.enter(upstream, new AbortController().signal)).toMatchObject({ ok: false, refusal: { because: 'credential_refused' } });
});
