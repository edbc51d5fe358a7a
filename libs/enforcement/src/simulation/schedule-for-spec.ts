import { AUTHORITIES, ACCOUNTS, SHARDS, TENANTS, type Power } from './facts-for-spec.js';
import { Cluster } from './cluster-for-spec.js';
import type { Disk } from './cell-for-spec.js';
import type { Omission } from './omissions-for-spec.js';
import { Random } from './random-for-spec.js';
import { Violation, type Process } from './world-for-spec.js';

const TOKENS = 10;
const LIVE_WITHIN_MS = 10_000;

export interface Outcome {
  /** Null: the promise held. */
  readonly violation: string | null;
  readonly counts: Cluster['oracle']['counts'];
  /** How long after the last fault all was live again. */
  readonly liveAfterMs: number;
}

/** What may go wrong in one schedule: each a few kinds of faults, so that some meet that seldom do. */
interface Weather {
  readonly calm: number;
  readonly lossy: number;
  readonly doubling: number;
  readonly slow: number;
  readonly slowMs: number;
  readonly faults: readonly ((cluster: Cluster) => void)[];
  readonly everyMs: number;
  readonly lastsMs: number;
}

/** One schedule of everything, drawn from a seed: a few seconds of faults, then peace. */
export function play(seed: number, omitted: Omission | null = null, lines: string[] | null = null): Outcome {
  const random = new Random(seed);
  const demotes = random.chance(0.2);
  const cluster = new Cluster({
    seed: seed + 1,
    omitted,
    lines,
    demotes,
    sizes: { page: random.oneOf([1, 2, 100]), kept: random.oneOf([1, 4, 1_000]) },
    mostRemembered: random.oneOf([1, 3, 10_000]),
    aheadMs: { tokens: random.between(-100, 100), permissions: random.between(-100, 100) },
    rates: () => ({ monotonic: random.oneOf([0.99, 1, 1.01]), wall: random.oneOf([0.99, 1, 1.01]) }),
    subscribesAfterMs: () => random.between(0, 80),
  });
  const weather = weatherOf(random);
  const { world } = cluster;
  world.fate = () => delays(random, weather, world.nowMs < weather.lastsMs);
  let violation: string | null = null;
  let liveAfterMs = NaN;
  try {
    scheduleFaults(cluster, random, weather);
    scheduleCalls(cluster, random, weather.lastsMs + 1_000);
    world.runUntil(weather.lastsMs);
    liveAfterMs = settle(cluster, weather.lastsMs, demotes);
  } catch (error) {
    if (!(error instanceof Violation)) throw error;
    violation = error.message;
  }
  return { violation, counts: cluster.oracle.counts, liveAfterMs };
}

function delays(random: Random, { calm, lossy, doubling, slow, slowMs }: Weather, isStormy: boolean): number[] {
  const usual = (): number => calm * -Math.log(1 - random.next());
  if (!isStormy) return [usual()];
  if (random.chance(lossy)) return [];
  const one = (): number => (random.chance(slow) ? random.between(0, slowMs) : usual());
  return random.chance(doubling) ? [one(), one()] : [one()];
}

function weatherOf(random: Random): Weather {
  const kinds = ALL_FAULTS.filter(() => random.chance(0.35));
  return {
    calm: random.oneOf([0.2, 0.5, 2]),
    lossy: random.oneOf([0, 0, 0.02, 0.2]),
    doubling: random.oneOf([0, 0, 0.05]),
    slow: random.oneOf([0, 0.02, 0.1]),
    slowMs: random.oneOf([30, 300, 2_500]),
    faults: kinds.length === 0 ? ALL_FAULTS : kinds,
    everyMs: random.between(150, 1_200),
    lastsMs: random.between(2_000, 5_000),
  };
}

const anyVerifier = ({ random, all }: Cluster): Process => random.oneOf(all);
const anyAuthority = (cluster: Cluster): Process => cluster.random.oneOf(cluster.authorities[cluster.random.oneOf(AUTHORITIES)]);
const copies = new WeakMap<Cluster, Map<string, { atMs: number; disk: Disk }[]>>();
const forMs = (random: Random): number => random.oneOf([random.between(1, 100), random.between(100, 1_500), random.between(1_500, 4_000)]);

const ALL_FAULTS: readonly ((cluster: Cluster) => void)[] = [
  (cluster) => anyVerifier(cluster).stop(forMs(cluster.random), false),
  (cluster) => anyVerifier(cluster).stop(forMs(cluster.random), true),
  (cluster) => anyAuthority(cluster).stop(forMs(cluster.random), cluster.random.chance(0.5)),
  (cluster) => cluster.network.cut(anyVerifier(cluster), forMs(cluster.random)),
  (cluster) => cluster.network.cut(anyAuthority(cluster), forMs(cluster.random)),
  (cluster) => {
    const { network, random, world } = cluster;
    if (network.isDown) return;
    network.isDown = true;
    world.after(random.between(10, 2_000), () => (network.isDown = false));
  },
  // Farther than anybody sleeps: what hides a pause from both clocks is the stated limit.
  (cluster) => anyVerifier(cluster).setWallClock(cluster.random.oneOf([-1, 1]) * cluster.random.oneOf([6_000, 60_000, 3_600_000])),
  (cluster) => {
    const host = cluster.random.whole(0, cluster.current.length - 1);
    // A frozen twin: replaced, and not dead.
    if (cluster.random.chance(0.5)) cluster.current[host]!.stop(forMs(cluster.random), false);
    else cluster.current[host]!.kill();
    cluster.startVerifier(host);
  },
  (cluster) => {
    const name = cluster.random.oneOf(AUTHORITIES);
    const at = cluster.random.whole(0, cluster.authorities[name].length - 1);
    cluster.authorities[name][at]!.kill();
    cluster.startAuthority(name, at);
  },
  (cluster) => cluster.random.oneOf(cluster.current).giveBack(cluster.random.between(0, 300)),
  (cluster) => {
    const host = cluster.random.whole(0, cluster.current.length - 1);
    cluster.current[host]!.giveBack(null);
    cluster.startVerifier(host);
  },
  (cluster) => cluster.restart(cluster.random.oneOf(AUTHORITIES), cluster.random.between(5, 800), null),
  (cluster) => {
    const name = cluster.random.oneOf(AUTHORITIES);
    const taken = copies.get(cluster)?.get(name) ?? [];
    if (taken.length > 0) cluster.restart(name, cluster.random.between(5, 800), cluster.random.oneOf(taken).disk);
  },
];

function scheduleFaults(cluster: Cluster, random: Random, { faults, everyMs, lastsMs }: Weather): void {
  const { world } = cluster;
  const taken = new Map(AUTHORITIES.map((name) => [name as string, [] as { atMs: number; disk: Disk }[]]));
  copies.set(cluster, taken);
  const keepCopies = (): void => {
    for (const name of AUTHORITIES) taken.set(name, [...taken.get(name)!.slice(-3), { atMs: world.nowMs, disk: cluster.cells[name].copy() }]);
    if (world.nowMs < lastsMs) world.after(random.between(200, 1_500), keepCopies);
  };
  world.after(random.between(0, 500), keepCopies);
  const strikes = (): void => {
    if (world.nowMs > lastsMs - 100) return;
    const fault = random.oneOf(faults);
    world.note?.(`fault ${ALL_FAULTS.indexOf(fault)}`);
    fault(cluster);
    world.after(random.between(0, 2 * everyMs), strikes);
  };
  world.after(random.between(0, 1_000), strikes);
}

function scheduleCalls(cluster: Cluster, random: Random, untilMs: number): void {
  const { world } = cluster;
  const plans = Array.from({ length: TOKENS }, (_, at) => ({
    publicId: `p${at}`,
    account: ACCOUNTS[at % ACCOUNTS.length]!,
    maker: at >= 6 ? `p${at - 4}` : null,
    livesMs: random.chance(0.2) ? random.between(500, 4_000) : 1e6,
  }));
  for (const plan of plans) world.after(random.chance(0.6) ? 1 : random.between(0, 3_000), () => cluster.mint(plan));
  const everyMs = random.between(20, 80);
  const hot = random.whole(1, TOKENS);
  const verify = (): void => {
    if (world.nowMs > untilMs) return;
    const { publicId } = plans[random.whole(0, hot - 1)]!;
    cluster.verify(random.oneOf(cluster.all), publicId, random.chance(0.02) ? `${publicId}!` : publicId);
    world.after(random.between(0, 2 * everyMs), verify);
  };
  world.after(5, verify);
  const changesEveryMs = random.oneOf([60, 200, 500]);
  const power = (): Power => {
    const { publicId, account } = plans[random.whole(0, hot - 1)]!;
    const kind = random.oneOf(['revoke', 'revoke', 'suspend', 'lift', 'lift', 'narrow', 'widen', 'widen', 'bulk'] as const);
    if (kind === 'revoke') return { kind, token: publicId, account };
    if (kind === 'bulk') return { kind, owner: random.oneOf<string>([...ACCOUNTS, ...TENANTS]) };
    return kind === 'suspend' || kind === 'lift' ? { kind, account } : { kind, tenant: random.oneOf(TENANTS) };
  };
  const change = (): void => {
    if (world.nowMs > untilMs) return;
    const what = power();
    if (what.kind !== 'bulk' || random.chance(0.15)) {
      const takes = what.kind !== 'lift' && what.kind !== 'widen';
      const isAsync = takes && random.chance(0.1);
      cluster.change(what, { isAsync });
      // And again, while the first still waits perhaps; looked at as soon as it is over.
      if (random.chance(0.2)) world.after(random.between(0, 1_500), () => cluster.change(what));
    }
    world.after(random.between(0, 2 * changesEveryMs), change);
  };
  world.after(random.between(0, 600), change);
}

function runUntil({ world }: Cluster, untilMs: number, isEnough: () => boolean): void {
  while (world.nowMs < untilMs && !isEnough()) world.runUntil(world.nowMs + 20);
}

/** Faults are over. @returns how long it took until all that may have a lease had one */
function settle(cluster: Cluster, sinceMs: number, demotes: boolean): number {
  const { world, oracle } = cluster;
  cluster.network.isDown = false;
  const isRefused = (host: string): boolean => demotes && AUTHORITIES.some((name) => (cluster.cells[name].disk.strikes.get(host)?.refusedUntilMs ?? 0) > sinceMs + 1e9 - 1_000);
  const isAllLive = (): boolean => cluster.current.every((verifier) => verifier.isLive || isRefused(verifier.parts.host));
  runUntil(cluster, sinceMs + LIVE_WITHIN_MS, isAllLive);
  if (!isAllLive()) oracle.violated(`not all are live ${LIVE_WITHIN_MS} ms after the last fault`);
  const liveAfterMs = world.nowMs - sinceMs;
  world.runUntil(sinceMs + 2_300);
  const isQuiet = (): boolean => cluster.open === 0 && AUTHORITIES.every((name) => cluster.authorities[name].every(({ waits }) => waits.count === 0));
  runUntil(cluster, world.nowMs + 25_000, isQuiet);
  if (!isQuiet()) oracle.violated(`${cluster.open} calls never ended`);
  // Now nothing is under way, and everybody must say what is so.
  for (const name of AUTHORITIES) for (const shard of SHARDS) if (cluster.cells[name].disk.counters.get(shard)!.lostAfter !== null) oracle.violated(`${name} never served again`);
  for (const verifier of cluster.current) {
    for (const token of cluster.cells.tokens.disk.tokens.keys()) {
      cluster.verify(verifier, token, token, (verdict) => {
        if (verdict === 'unavailable' || verdict === 'unknown') oracle.violated(`${verifier.label} says ${verdict} of ${token} in peace`);
      });
    }
  }
  world.runUntil(world.nowMs + 500);
  return liveAfterMs;
}
