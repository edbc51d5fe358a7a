import { BenchError } from './bench-error.js';
import { microsOf, ratiosOf, timeByTurns } from './by-turns.js';

/** A clock that the operations themselves move on, by microseconds. */
class WorkClock {
  private micros = 0;
  readonly read = (): number => this.micros / 1000;

  operation(takesMicros: number): () => boolean {
    return () => {
      this.micros += takesMicros;
      return true;
    };
  }
}

const plan = (clock: WorkClock, signal = new AbortController().signal) => ({ seconds: 0.5, signal, clock: clock.read });

describe('what is timed by turns', () => {
  it('is told in microseconds for one, and as a ratio to its neighbour, round by round', async () => {
    const clock = new WorkClock();
    const rounds = await timeByTurns([clock.operation(3), clock.operation(2)], plan(clock));
    expect(microsOf(rounds, 0).map(Math.round)).toEqual(Array(7).fill(3));
    expect(microsOf(rounds, 1).map(Math.round)).toEqual(Array(7).fill(2));
    for (const ratio of ratiosOf(rounds, 0, 1)) expect(ratio).toBeCloseTo(1.5);
  });

  it('counts up without a gap, for each alike', async () => {
    const clock = new WorkClock();
    const work = clock.operation(20);
    const counting = () => {
      let next = 0;
      return (at: number) => at === next++ && work();
    };
    await expect(timeByTurns([counting(), counting()], plan(clock))).resolves.toHaveLength(7);
  });

  it('fails by a single answer that is not the right one', async () => {
    const clock = new WorkClock();
    const work = clock.operation(20);
    await expect(timeByTurns([(at) => work() && at !== 250_123], plan(clock))).rejects.toThrow(BenchError);
  });

  it('ends when it is to end', async () => {
    const clock = new WorkClock();
    const stop = new AbortController();
    stop.abort(new Error('enough'));
    await expect(timeByTurns([clock.operation(1)], plan(clock, stop.signal))).rejects.toThrow('enough');
  });
});
