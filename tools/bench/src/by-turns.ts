import { setImmediate as breathe } from 'node:timers/promises';
import { BenchError } from './bench-error.js';
import { median } from './statistics.js';

/** Something that takes microseconds, done over and over: `at` counts up from 0. Whether the answer was the right one. */
export type Operation = (at: number) => boolean;

export interface TurnsPlan {
  readonly seconds: number;
  readonly signal: AbortSignal;
  /** In milliseconds, with fractions. */
  readonly clock?: () => number;
}

/** What each of the operations took in one round: microseconds for one, batch by batch. */
export type TurnsRound = readonly (readonly number[])[];

/** Odd, so that the median is one that was really seen. */
const ROUNDS = 7;
/** A millisecond or so: long for a clock, and too short for much else to happen in between. */
const BATCH = 1_000;
/** Before that V8 has not compiled everything that is hot. */
const WARM_UP_BATCHES = 200;
const BATCHES_BETWEEN_BREATHS = 20;

/**
 * Times operations of this process in small batches by turns, so that whatever else the machine does meanwhile hits all of them, and
 * each batch has neighbours to be compared with.
 * @throws BenchError when a single answer was not the right one, in the warm-up too.
 */
export async function timeByTurns(operations: readonly Operation[], { seconds, signal, clock = () => performance.now() }: TurnsPlan): Promise<TurnsRound[]> {
  let at = 0;
  const turn = (): number[] => {
    const micros = operations.map((operation) => timeBatch(operation, at, clock));
    at += BATCH;
    return micros;
  };
  for (let batch = 0; batch < WARM_UP_BATCHES; batch++) turn();
  const rounds: TurnsRound[] = [];
  while (rounds.length < ROUNDS) {
    const round: number[][] = operations.map(() => []);
    for (const end = clock() + (seconds * 1000) / ROUNDS; clock() < end; ) {
      for (let batch = 0; batch < BATCHES_BETWEEN_BREATHS; batch++) turn().forEach((micros, index) => round[index]!.push(micros));
      await breathe(); // a signal would else be heard only at the end
      signal.throwIfAborted();
    }
    rounds.push(round);
  }
  return rounds;
}

function timeBatch(operation: Operation, first: number, clock: () => number): number {
  let right = 0;
  const start = clock();
  for (let at = first; at < first + BATCH; at++) if (operation(at)) right++;
  const took = clock() - start;
  if (right !== BATCH) throw new BenchError(`${BATCH - right} of ${BATCH} answers were not the right ones`);
  return (took * 1000) / BATCH;
}

/** What one operation took, in microseconds: of each round the median batch. */
export function microsOf(rounds: readonly TurnsRound[], index: number): number[] {
  return rounds.map((round) => median(round[index]!));
}

/** How many times as long one took as another: of each round the median of neighbouring batches. */
export function ratiosOf(rounds: readonly TurnsRound[], subject: number, limit: number): number[] {
  return rounds.map((round) => median(round[subject]!.map((micros, batch) => micros / round[limit]![batch]!)));
}
