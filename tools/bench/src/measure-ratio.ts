import { BenchError } from './bench-error.js';
import type { Measurement } from './figure.js';
import { median, percentile, rounded } from './statistics.js';
import { table } from './table.js';

/** What one side did in one round. */
export interface Round {
  /** How many operations ended as they should. */
  readonly done: number;
  readonly seconds: number;
  /** One for each operation that was answered. */
  readonly latenciesMs: readonly number[];
  /** How many did not, by what came instead. */
  readonly failures: Readonly<Record<string, number>>;
}

/** One of the two things that are compared: ours, or the limit. */
export interface Side {
  readonly name: string;
  round(seconds: number): Promise<Round>;
  /** CPU time that the processes behind it have used so far, in seconds, by process name; empty where it is unknown. */
  cpuSeconds(): Readonly<Record<string, number>>;
}

export interface RatioPlan {
  readonly subject: Side;
  readonly limit: Side;
  /** What is counted by the second: `requests`. */
  readonly operations: string;
  /** Operations per second, ours ÷ the limit's, unless given; `cpuTime`: what one operation takes of the CPU, ours ÷ the limit's. */
  readonly of?: 'rates' | 'cpuTime';
  readonly seconds: number;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
}

/** Odd, so that the median is a ratio that was really seen. */
const PAIRS = 7;
/** So many until V8 has compiled what is hot, counted and not timed: a busy machine needs longer for them. */
const WARM_UP_OPERATIONS = 5_000;
const WARM_UP_ROUND_SECONDS = 1;
const MOST_WARM_UP_ROUNDS = 20;

/**
 * Operations per second of `subject` ÷ those of `limit`, or the same of the CPU time of one: in short rounds by turns, so that whatever else the machine
 * does meanwhile hits both, and each round is compared with its neighbour only. The median pair counts.
 * @throws BenchError when a single operation failed, in the warm-up too, or when CPU time is wanted and unknown here.
 */
export async function measureRatio(plan: RatioPlan): Promise<Measurement> {
  const { signal, operations } = plan;
  const sides = [new Tally(plan.subject), new Tally(plan.limit)] as const;
  for (const tally of sides) await warmUp(tally, plan);
  const roundSeconds = plan.seconds / (2 * PAIRS);
  for (let pair = 0; pair < PAIRS; pair++) {
    for (const tally of sides) {
      const before = tally.side.cpuSeconds();
      const round = await play(tally.side, roundSeconds, plan);
      tally.add(round, before, tally.side.cpuSeconds());
    }
  }
  signal.throwIfAborted();

  const [subject, limit] = sides.map((tally) => tally.summary()) as [SideSummary, SideSummary];
  // The same ratio of CPU time alone, which other work on the machine disturbs less. Null: unknown here.
  const cpuRatio = subject.cpuMicrosInAll === 0 ? null : rounded(limit.cpuMicrosInAll / subject.cpuMicrosInAll, 3);
  for (const line of sideTable(operations, [subject, limit])) plan.say(line);
  if (cpuRatio !== null) plan.say(`ratio in CPU time: ${cpuRatio}`);
  const byCpuTime = plan.of === 'cpuTime';
  if (byCpuTime && cpuRatio === null) throw new BenchError('what processes use of the CPU is not told here');
  const ratios = byCpuTime
    ? subject.cpuMicrosOfRounds.map((micros, pair) => micros / limit.cpuMicrosOfRounds[pair]!)
    : subject.ratesPerSecond.map((rate, pair) => rate / limit.ratesPerSecond[pair]!);
  return {
    value: rounded(median(ratios), 3),
    min: rounded(Math.min(...ratios), 3),
    max: rounded(Math.max(...ratios), 3),
    limit: byCpuTime ? { value: limit.cpuMicrosInAll, unit: 'µs of CPU' } : { value: limit.ratePerSecond, unit: `${operations}/s` },
    detail: {
      ratios: ratios.map((ratio) => rounded(ratio, 3)),
      cpuRatio,
      roundSeconds: rounded(roundSeconds, 2),
      ...{ subject, limit },
    },
  };
}

async function warmUp(tally: Tally, plan: RatioPlan): Promise<void> {
  for (let round = 0; round < MOST_WARM_UP_ROUNDS && tally.warmUpDone < WARM_UP_OPERATIONS; round++) {
    tally.warmUpDone += (await play(tally.side, WARM_UP_ROUND_SECONDS, plan)).done;
  }
}

async function play(side: Side, seconds: number, { signal, operations }: RatioPlan): Promise<Round> {
  signal.throwIfAborted();
  const round = await side.round(seconds);
  signal.throwIfAborted(); // a round that was cut short says nothing, of failures either
  const failures = Object.entries(round.failures).filter(([, count]) => count > 0);
  if (failures.length > 0) {
    const what = failures.map(([kind, count]) => `${count} × ${kind}`).join(', ');
    throw new BenchError(`${side.name}: not all ${operations} ended as they should: ${what} (${round.done} did)`);
  }
  if (round.done === 0) throw new BenchError(`${side.name}: no ${operations} ended within ${seconds.toFixed(1)} s`);
  return round;
}

interface SideSummary {
  readonly name: string;
  /** The median round's. */
  readonly ratePerSecond: number;
  readonly ratesPerSecond: readonly number[];
  readonly done: number;
  /** Before that, uncounted. */
  readonly warmUpDone: number;
  readonly failed: 0;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** For one operation, by process. What both sides need alike, the load generator too, counts in both. */
  readonly cpuMicros: Readonly<Record<string, number>>;
  readonly cpuMicrosInAll: number;
  /** In all, round by round. */
  readonly cpuMicrosOfRounds: readonly number[];
}

class Tally {
  private readonly rates: number[] = [];
  private readonly latenciesMs: number[] = [];
  private readonly cpu = new Map<string, number>();
  private readonly cpuOfRounds: number[] = [];
  private done = 0;
  warmUpDone = 0;

  constructor(readonly side: Side) {}

  add(round: Round, cpuBefore: Readonly<Record<string, number>>, cpuAfter: Readonly<Record<string, number>>): void {
    this.rates.push(round.done / round.seconds);
    this.done += round.done;
    for (const latency of round.latenciesMs) this.latenciesMs.push(latency);
    let usedInAll = 0;
    for (const [name, seconds] of Object.entries(cpuAfter)) {
      const used = seconds - (cpuBefore[name] ?? 0);
      this.cpu.set(name, (this.cpu.get(name) ?? 0) + used);
      usedInAll += used;
    }
    this.cpuOfRounds.push((usedInAll * 1e6) / round.done);
  }

  summary(): SideSummary {
    const cpuMicros = Object.fromEntries(
      [...this.cpu].map(([name, used]) => [name, rounded((used * 1e6) / this.done, 0)]),
    );
    return {
      name: this.side.name,
      ratePerSecond: rounded(median(this.rates), 1),
      ratesPerSecond: this.rates.map((rate) => rounded(rate, 1)),
      done: this.done,
      warmUpDone: this.warmUpDone,
      failed: 0,
      p50Ms: rounded(percentile(this.latenciesMs, 50), 2),
      p99Ms: rounded(percentile(this.latenciesMs, 99), 2),
      cpuMicros,
      cpuMicrosInAll: Object.values(cpuMicros).reduce((sum, micros) => sum + micros, 0),
      cpuMicrosOfRounds: this.cpuOfRounds.map((micros) => rounded(micros, 1)),
    };
  }
}

function sideTable(operations: string, sides: readonly SideSummary[]): string[] {
  const rates = table([
    ['', `${operations}/s`, 'p50 ms', 'p99 ms', operations],
    ...sides.map(({ name, ratePerSecond, p50Ms, p99Ms, done }) => [
      name,
      ratePerSecond.toFixed(0),
      p50Ms.toFixed(1),
      p99Ms.toFixed(1),
      String(done),
    ]),
  ]);
  const cpu = sides.flatMap(({ name, cpuMicros, cpuMicrosInAll }) => {
    const shares = Object.entries(cpuMicros).map(([process, micros]) => `${process} ${micros}`);
    return shares.length === 0 ? [] : [`CPU µs each, ${name}: ${cpuMicrosInAll} = ${shares.join(', ')}`];
  });
  return [...rates, ...cpu];
}
