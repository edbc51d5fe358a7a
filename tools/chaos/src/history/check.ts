import { readUses, type Counts, type Use } from './read-uses.js';
import type { Line } from './line.js';
import { SwitchLife, type Span } from './switch-life.js';

/** What must hold for every use, whatever befell the processes. */
export type Rule =
  /** Accepted, though it began after a call had returned that took the power. */
  | 'accepted after a take'
  /** Accepted by a gateway that had refused it because it was taken, and nobody had given it back. */
  | 'accepted after a refusal'
  /** Accepted, though it began after the power had ended by itself. */
  | 'accepted after its end'
  /** Refused for a switch that was on all the time: an answer that is wrong, unlike none. */
  | 'refused without a take';

export interface Violation {
  readonly rule: Rule;
  readonly call: number;
  readonly gateway: string;
  readonly power: string;
  /** null: it ended by itself. */
  readonly switch: string | null;
  /** How long before the use what it broke had happened; null: nothing had. */
  readonly afterMs: number | null;
  /** Of the use, by the clock of the history. */
  readonly began: string;
  readonly ended: string;
}

export interface Findings extends Counts {
  /** In the order of the calls. */
  readonly violations: readonly Violation[];
}

type LifeOf = (name: string) => SwitchLife;

/** Clocks are set right while they run, by less than this. */
const CLOCK_NS = 50_000_000n;

/** Judges a history afterwards. Knows nothing of what made it. */
export async function check(lines: AsyncIterable<Line> | Iterable<Line>): Promise<Findings> {
  const { uses, switches, counts } = await readUses(lines);
  const lifeOf: LifeOf = (name) => switches.get(name) ?? new SwitchLife();
  const refusals = new Refusals(uses);
  const violations = uses.flatMap((use) => (use.refused === null ? judgeAccepted(use, lifeOf, refusals) : judgeRefused(use, use.refused, lifeOf)));
  return { ...counts, violations: violations.toSorted((one, other) => one.call - other.call) };
}

function judgeAccepted(use: Use, lifeOf: LifeOf, refusals: Refusals): Violation[] {
  const { power, began, ended, gateway } = use;
  const found = power.needs.flatMap((name) => {
    const take = lifeOf(name).offThrough(use);
    if (take !== null) return [violation('accepted after a take', use, name, take.returned)];
    const refusal = refusals.lastBefore(gateway, name, began);
    if (refusal === null || lifeOf(name).canHaveComeBack(refusal, ended)) return [];
    return [violation('accepted after a refusal', use, name, refusal.ended)];
  });
  const endsAt = power.endsAt === null ? null : BigInt(power.endsAt);
  return endsAt !== null && began > endsAt + CLOCK_NS ? [...found, violation('accepted after its end', use, null, endsAt)] : found;
}

function judgeRefused(use: Use, because: readonly string[], lifeOf: LifeOf): Violation[] {
  const isWrong = because.length > 0 && because.every((name) => lifeOf(name).wasOn(use));
  return isWrong ? [violation('refused without a take', use, because[0]!, null)] : [];
}

/** Which gateway refused what for a certain switch. A gateway that was started anew is the same one. */
class Refusals {
  /** By when they ended. */
  private readonly spans = new Map<string, Span[]>();

  constructor(uses: readonly Use[]) {
    for (const { refused, gateway, began, ended } of uses.toSorted(byEnd)) {
      if (refused?.length !== 1) continue;
      const key = `${gateway} ${refused[0]!}`;
      const spans = this.spans.get(key);
      if (spans === undefined) this.spans.set(key, [{ began, ended }]);
      else spans.push({ began, ended });
    }
  }

  lastBefore(gateway: string, name: string, before: bigint): Span | null {
    const spans = this.spans.get(`${gateway} ${name}`) ?? [];
    let [low, high] = [0, spans.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (spans[middle]!.ended < before) low = middle + 1;
      else high = middle;
    }
    return spans[low - 1] ?? null;
  }
}

function violation(rule: Rule, { call, gateway, power, began, ended }: Use, name: string | null, broken: bigint | null): Violation {
  const afterMs = broken === null ? null : Number(began - broken) / 1e6;
  return { rule, call, gateway, power: power.power, switch: name, afterMs, began: String(began), ended: String(ended) };
}

function byEnd(one: Span, other: Span): number {
  return one.ended < other.ended ? -1 : 1;
}
