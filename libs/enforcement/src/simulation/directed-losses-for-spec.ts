import type { Disk } from './cell-for-spec.js';
import type { Cluster } from './cluster-for-spec.js';
import { all, asked, at, deaf, revoke, revoked, T, unrenewed, type Directed, type Script } from './stage-for-spec.js';

/** As `DIRECTED`: what history is lost, what bulk takes, and what a slow host costs. */

/** A copy of the tokens' disk, and what is done with it later. */
function brought(copiedMs: number, backMs: number, bring: (cluster: Cluster, disk: Disk) => void): Script {
  return (cluster) => {
    let disk: Disk;
    cluster.world.after(copiedMs, () => (disk = cluster.cells.tokens.copy()));
    cluster.world.after(backMs, () => bring(cluster, disk));
  };
}

const restored: Parameters<typeof brought>[2] = (cluster, disk) => cluster.restart('tokens', 5, disk);
const replaced = (ms: number): Script => at(ms, (cluster) => {
  cluster.current[0]!.kill();
  cluster.startVerifier(0);
});

/** That a revoke takes no longer than this. */
const within = (mostMs: number, token: number, ms: number): Script =>
  at(ms, (cluster) =>
    cluster.change(revoke(token), {
      tries: 1,
      ended: (tookMs) => {
        if (tookMs === null || tookMs > mostMs) cluster.oracle.violated(`a revoke took ${tookMs} ms`);
      },
    }),
  );

export const DIRECTED_LOSSES: readonly Directed[] = [
  {
    without: 'A7 guarded reads',
    title: 'a database that was brought back from older is believed by nobody, not even by who has just started',
    scene: () => ({
      exceptions: [[/writes a lease|reads leases/, T + 100, T + 400, [400]]],
      script: all(revoked(0, T), brought(T - 50, T + 100, restored), replaced(T + 106), asked('p0', T + 110)),
      untilMs: T + 6_000,
    }),
  },
  {
    without: 'A7 guard',
    title: 'a database that was brought back from older grants no lease and numbers no change',
    scene: () => ({ script: all(revoked(0, T), brought(T - 50, T + 100, restored), replaced(T + 106), asked('p0', T + 1_000)), untilMs: T + 6_000 }),
  },
  {
    without: 'A7 ahead',
    title: 'a machine that was set back, running, is found out by the first verifier that is ahead of it',
    scene: () => ({
      // The instance is the one that it was: nothing else can tell.
      script: all(
        asked('p1', T - 100, T + 4_500), revoked(0, T),
        brought(T - 50, T + 100, ({ cells }, disk) => (cells.tokens.disk = disk)), asked('p0', T + 4_000), asked('p1', T + 4_190, T + 4_210), revoked(1, T + 4_200),
      ),
      untilMs: T + 8_000,
    }),
  },
  {
    without: 'A7 epoch above all',
    title: 'an epoch is never used twice, though an old copy is brought back twice',
    scene: () => ({
      exceptions: [unrenewed(T + 1_950, T + 6_000)],
      script: all(
        brought(T - 50, T + 100, restored), revoked(1, T + 1_500), asked('p0', T + 1_600),
        // Until it is back, as much has happened in the other history as in the one that it knows.
        brought(T - 50, T + 2_000, restored), revoked(0, T + 5_000), asked('p0', T + 7_000),
      ),
      untilMs: T + 9_000,
    }),
  },
  {
    without: 'A7 wait',
    title: 'whoever held a lease when history was lost is waited for, though no list has it',
    scene: () => ({
      exceptions: [deaf(), [/verifier.* renews with tokens/, T + 90, Infinity, []]],
      script: all(
        at(0, (cluster) => cluster.current[0]!.kill()), at(T - 900, (cluster) => cluster.startVerifier(0)), brought(T - 1_000, T + 100, restored),
        asked('p0', T - 500, T + 1_300), revoked(0, T + 1_150),
      ),
      untilMs: T + 6_000,
    }),
  },
  {
    without: 'A11 reads',
    title: 'a shard that is being brought back answers nobody',
    scene: () => ({
      exceptions: [[/recovers/, T + 100, T + 2_000, [800]]],
      script: all(revoked(0, T), brought(T - 50, T + 100, restored), replaced(T + 106), asked('p0', T + 900, T + 1_000)),
      untilMs: T + 6_000,
    }),
  },
  {
    without: 'A12',
    title: 'what a database has forgotten is done again before it answers',
    scene: () => ({ script: all(revoked(0, T), brought(T - 50, T + 100, restored), asked('p0', T + 5_000)), untilMs: T + 8_000 }),
  },
  {
    without: 'A8 by serial',
    title: 'a bulk takes every token that there is, whatever the clock has said when it was made',
    scene: () => ({
      script: all(
        at(T, (cluster) => cluster.cells.tokens.setClock(60_000)), at(T + 10, (cluster) => cluster.mint({ publicId: 'new', account: 'acc_00', maker: null, livesMs: 1e7 })),
        at(T + 100, (cluster) => cluster.cells.tokens.setClock(-60_000)), at(T + 200, (cluster) => cluster.change({ kind: 'bulk', owner: 'acc_00' })), asked('new', T + 2_000),
      ),
      untilMs: T + 6_000,
    }),
  },
  {
    without: 'A8 lock',
    title: 'no token is made by one that a bulk has taken, though it was asked for before',
    scene: () => ({
      exceptions: [[/tokens-0 mints/, T, T + 100, [300]]],
      script: all(
        at(T, (cluster) => cluster.mint({ publicId: 'new', account: 'acc_00', maker: 'p0', livesMs: 1e7 })),
        at(T + 100, (cluster) => cluster.change({ kind: 'bulk', owner: 'acc_00' })),
      ),
      untilMs: T + 6_000,
    }),
  },
  {
    without: 'A10',
    title: 'a host that hears of changes by its renewals alone keeps three revokes waiting, and not the fourth',
    scene: () => ({
      exceptions: [deaf()],
      script: all(within(1_100, 0, T), within(1_100, 1, T + 3_000), within(1_100, 2, T + 6_000), within(50, 3, T + 10_000)),
      untilMs: T + 12_000,
    }),
  },
  {
    without: 'V4 subscribe',
    title: 'nobody holds a lease who cannot hear yet: a revoke does not wait for it',
    scene: () => ({
      subscribesAfterMs: (label) => (label.endsWith('\'') ? 1_500 : 1),
      script: all(at(0, (cluster) => cluster.current[0]!.kill()), at(T, (cluster) => cluster.startVerifier(0)), within(50, 0, T + 1_200)),
      untilMs: T + 4_000,
    }),
  },
];
