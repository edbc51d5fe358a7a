import { Cluster, type ClusterOptions } from './cluster-for-spec.js';
import type { Omission } from './omissions-for-spec.js';
import { Violation } from './world-for-spec.js';

/** A directed schedule begins then: processes that have just started keep quiet for a lease. */
export const T = 3_000;

/** A step that takes another time than the others: `[pattern, from, until, after how long; empty: never]`, of "who does to". The last one counts. */
export type Exception = readonly [step: RegExp, fromMs: number, untilMs: number, delaysMs: readonly number[]];

export interface Scene extends Omit<ClusterOptions, 'seed' | 'omitted'> {
  readonly exceptions?: Exception[];
  readonly untilMs: number;
  /** When what happens. Tokens p0…p11 are there, of acc_00 and acc_01 in turn, both of ten_0. */
  readonly script: (cluster: Cluster) => void;
}

/** Plays it in good weather but for the exceptions: a message takes 0.5 ms, a transaction twice 0.2. @returns how the promise was broken; null: not */
function directed(omitted: Omission | null, { exceptions = [], untilMs, script, ...options }: Scene, lines: string[] | null = null): string | null {
  const cluster = new Cluster({ seed: 1, omitted, lines, processes: 1, hosts: 1, ...options });
  const { world } = cluster;
  world.fate = (who, does, to) => {
    const step = `${who} ${does} ${to}`;
    const exception = exceptions.findLast(([pattern, fromMs, until]) => world.nowMs >= fromMs && world.nowMs < until && pattern.test(step));
    return exception?.[3] ?? [to === 'tokens' || to === 'permissions' || who === 'tokens' || who === 'permissions' ? 0.2 : 0.5];
  };
  for (let at = 0; at < 12; at++) {
    world.after(10 + at, () => cluster.mint({ publicId: `p${at}`, account: `acc_0${at % 2}`, maker: null, livesMs: 1e7 }));
  }
  try {
    script(cluster);
    world.runUntil(untilMs);
  } catch (error) {
    if (!(error instanceof Violation)) throw error;
    return error.message;
  }
  return null;
}

/** The messages by which verifiers hear of changes. */
export const deaf = (fromMs = T, untilMs = Infinity): Exception => [/tells/, fromMs, untilMs, []];
export const revoke = (at: number) => ({ kind: 'revoke', token: `p${at}`, account: `acc_0${at % 2}` }) as const;

export type Script = Scene['script'];

/** The first host's verifier is asked at these times. */
export function asks(cluster: Cluster, token: string, ...atMs: readonly number[]): void {
  for (const ms of atMs) cluster.world.after(ms, () => cluster.verify(cluster.current[0]!, token));
}

export const all = (...scripts: readonly Script[]): Script => (cluster) => scripts.forEach((script) => script(cluster));
export const at = (ms: number, run: Script): Script => (cluster) => cluster.world.after(ms, () => run(cluster));
export const asked = (token: string, ...atMs: readonly number[]): Script => (cluster) => asks(cluster, token, ...atMs);
export const revoked = (token: number, ms: number): Script => at(ms, (cluster) => cluster.change(revoke(token), { tries: 1 }));

/** Of renewals with tokens none that is sent in between gets through. */
export const unrenewed = (fromMs: number, untilMs: number): Exception => [/verifier.* renews with tokens/, fromMs, untilMs, []];

/** A schedule, and the rule that it would break without. */
export interface Directed {
  readonly without: Omission;
  readonly title: string;
  readonly scene: () => Scene;
}

/** @returns how the promise was broken; null: not */
export function playDirected({ scene }: Directed, omitted: Omission | null, lines: string[] | null = null): string | null {
  return directed(omitted, scene(), lines);
}
