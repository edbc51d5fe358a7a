import { BenchError } from './bench-error.js';
import { measureRatio, type Round, type Side } from './measure-ratio.js';

const said: string[] = [];
const played: { side: string; seconds: number }[] = [];

/** Plays rounds at the given rates, after a warm-up of one round. */
function sideOf(name: string, rates: readonly number[], change: (round: Round) => Round = (round) => round): Side {
  const all = [WARM_UP_RATE, ...rates];
  let at = 0;
  let cpu = 0;
  return {
    name,
    async round(seconds) {
      played.push({ side: name, seconds });
      const done = all[at++]! * seconds;
      cpu += done * 0.001;
      return change({ done, seconds, latenciesMs: [1, 2, 3], failures: { 'no answer': 0 } });
    },
    cpuSeconds: () => ({ server: cpu }),
  };
}
const WARM_UP_RATE = 5_000;
const SECONDS = 28;

function measure(subject: Side, limit: Side, signal: AbortSignal = new AbortController().signal, of: 'rates' | 'cpuTime' = 'rates') {
  const say = (line: string): void => void said.push(line);
  return measureRatio({ subject, limit, operations: 'requests', of, seconds: SECONDS, signal, say });
}

const steady = (rate: number): number[] => Array.from({ length: 40 }, () => rate);

beforeEach(() => {
  said.length = 0;
  played.length = 0;
});

describe('a ratio', () => {
  it('is measured by turns after a warm-up of both, in rounds that together take as long as asked', async () => {
    await measure(sideOf('ours', steady(100)), sideOf('limit', steady(200)));
    expect(played.map(({ side }) => side)).toEqual(Array.from({ length: 8 }, () => ['ours', 'limit']).flat());
    expect(played.slice(2).reduce((sum, { seconds }) => sum + seconds, 0)).toBe(SECONDS);
  });

  it('warms up by operations, longer where there are few by the second, but not for ever', async () => {
    const slow: Side = { ...sideOf('ours', [], (round) => ({ ...round, done: 1_000 * round.seconds })) };
    const slower: Side = { ...sideOf('limit', [], (round) => ({ ...round, done: round.seconds })) };
    const { detail } = await measure(slow, slower);
    expect(detail).toMatchObject({ subject: { warmUpDone: 5_000 }, limit: { warmUpDone: 20 } });
  });

  it('is the median of pairs, so that what disturbs a pair or slows both changes nothing', async () => {
    const ours = sideOf('ours', [100, 100, 10, 100, 50, 100, 100]);
    const limit = sideOf('limit', [200, 200, 200, 200, 100, 200, 100]);
    expect(await measure(ours, limit)).toMatchObject({ value: 0.5, min: 0.05, max: 1 });
  });

  it('stands beside what its limit reached, and tells the rest for information', async () => {
    const { limit, detail } = await measure(sideOf('ours', steady(100)), sideOf('limit', steady(200)));
    expect(limit).toEqual({ value: 200, unit: 'requests/s' });
    expect(detail).toMatchObject({
      cpuRatio: 1,
      subject: { ratePerSecond: 100, done: 1400, failed: 0, p50Ms: 2, p99Ms: 3, cpuMicros: { server: 1000 } },
      limit: { ratePerSecond: 200, done: 2800 },
    });
    expect(said.join('\n')).toMatch(/ours +100 +2\.0 +3\.0 +1400\n/);
  });

  it('of CPU time is that of the rounds, whatever their rates', async () => {
    let at = 0;
    const dearer = (side: Side): Side => ({ ...side, cpuSeconds: () => ({ server: side.cpuSeconds()['server']! * 3 }) });
    const ours = dearer(sideOf('ours', steady(100), (round) => (at++ === 2 ? { ...round, done: round.done / 10 } : round)));
    const { value, max, limit } = await measure(ours, sideOf('limit', steady(200)), undefined, 'cpuTime');
    expect({ value, max, limit }).toEqual({ value: 3, max: 30, limit: { value: 1000, unit: 'µs of CPU' } });
    const blind: Side = { ...sideOf('ours', steady(1)), cpuSeconds: () => ({}) };
    await expect(measure(blind, blind, undefined, 'cpuTime')).rejects.toThrow(BenchError);
  });

  it('of CPU time is not made up where that is unknown', async () => {
    const blind = (name: string): Side => ({ ...sideOf(name, steady(1)), cpuSeconds: () => ({}) });
    const { detail } = await measure(blind('ours'), blind('limit'));
    expect(detail['cpuRatio']).toBeNull();
    expect(said.join()).not.toContain('CPU');
  });

  it.each([0, 3])('fails for a single wrong answer, also in the warm-up (round %i)', async (bad) => {
    let at = 0;
    const limping = sideOf('ours', steady(100), (round) =>
      at++ === bad ? { ...round, failures: { 'status 503': 1 } } : round,
    );
    await expect(measure(limping, sideOf('limit', steady(200)))).rejects.toThrow(BenchError);
  });

  it('is not taken of a side that does nothing', async () => {
    const stuck = sideOf('limit', steady(0), (round) => ({ ...round, done: 0 }));
    await expect(measure(sideOf('ours', steady(100)), stuck)).rejects.toThrow('limit: no requests ended');
  });

  it('names what came instead of the right answers', async () => {
    const failures = { 'status 503': 2, 'no answer': 1 };
    const refusing = sideOf('ours', steady(5), (round) => ({ ...round, failures }));
    await expect(measure(refusing, sideOf('limit', steady(5)))).rejects.toThrow('2 × status 503, 1 × no answer');
  });

  it('ends when it is told to, and blames nobody for the round that was cut short', async () => {
    const stop = new AbortController();
    const ours = sideOf('ours', steady(100), (round) => {
      stop.abort(new Error('enough'));
      return { ...round, failures: { 'no answer': 16 } };
    });
    await expect(measure(ours, sideOf('limit', steady(100)), stop.signal)).rejects.toThrow('enough');
    expect(played).toHaveLength(1);
  });
});
