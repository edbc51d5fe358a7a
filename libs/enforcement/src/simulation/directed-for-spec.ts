import type { CellView } from '../cell-view.js';
import { all, asked, asks, at, deaf, revoke, revoked, T, unrenewed, type Directed, type Exception } from './stage-for-spec.js';

/** Schedules that chance seldom finds: each has a rule that it would break without. */
export const DIRECTED: readonly Directed[] = [
  {
    without: 'A3 write then read',
    title: 'a revoke and a first renewal cross: either the revoke sees the lease, or the renewal the change',
    scene: () => ({
      exceptions: [deaf(), [/writes a lease/, T, T + 200, [300]], [/answers "reads from"/, T, T + 200, [400]]],
      script: all(at(0, (cluster) => cluster.current[0]!.kill()), at(T, (cluster) => cluster.startVerifier(0)), asked('p0', T + 2, T + 450), revoked(0, T + 20)),
      untilMs: T + 3_000,
    }),
  },
  {
    without: 'A3 rising number',
    title: 'a verifier that begins its numbers anew is not fenced for what it was before',
    scene: () => ({
      exceptions: [deaf()],
      script: all(
        at(T, (cluster) => cluster.current[0]!.kill()), revoked(1, T + 10),
        // As its number is the first again, it is just what the wait for p1 saw when it began.
        at(0, (cluster) => cluster.current[0]!.kill()), at(T - 20, (cluster) => cluster.startVerifier(0)),
        at(T + 2_035, (cluster) => cluster.startVerifier(0)), asked('p0', T + 2_045, T + 2_080), revoked(0, T + 2_070),
      ),
      untilMs: T + 5_000,
    }),
  },
  {
    without: 'A3 growing shards',
    title: 'a verifier that asks for fewer shards still holds the others for a lease',
    scene: () => ({
      exceptions: [deaf()],
      onView: (_, authority, view) => {
        if (authority === 'tokens') asksForFewerFrom(view);
      },
      script: all(asked('p0', T - 100, T + 500), at(T + 450, (cluster) => cluster.change(revoke(0), { tries: 1 }))),
      untilMs: T + 3_000,
    }),
  },
  {
    without: 'A9',
    title: 'a revoke never takes the list of an earlier one',
    scene: () => ({
      exceptions: [deaf(), [/^tokens reads leases/, T, T + 20, [200]]],
      script: all(at(0, (cluster) => cluster.current[0]!.kill()), revoked(1, T), at(T + 2, (cluster) => cluster.startVerifier(0)), asked('p0', T + 20, T + 210), revoked(0, T + 50)),
      untilMs: T + 3_000,
    }),
  },
  {
    without: 'A6',
    title: 'a revoke that is repeated while the first still waits is not over before it',
    scene: () => ({ exceptions: [deaf()], script: all(asked('p0', T - 50, T + 60), revoked(0, T), revoked(0, T + 50)), untilMs: T + 3_000 }),
  },
  {
    without: 'V7',
    title: 'a request does not join a read that was sent before it arrived',
    scene: () => ({
      exceptions: [deaf(), [/verifier.* renews with/, 0, Infinity, []], [/answers "reads from"/, T, T + 10, [300]]],
      script: all(asked('p0', T, T + 50), revoked(0, T + 20)),
      untilMs: T + 3_000,
    }),
  },
  {
    without: '0.98',
    title: 'a slow verifier holds no lease that a fast authority takes for dead',
    scene: () => {
      const exceptions: Exception[] = [deaf()];
      let isLast = false;
      let lastSent: () => void = () => undefined;
      return {
        exceptions,
        rates: (label) => (label.startsWith('verifier') ? { monotonic: 0.99, wall: 0.99 } : { monotonic: 1.01, wall: 1.01 }),
        onView: (_, authority, view) => {
          const renewal = view.renewal.bind(view);
          view.renewal = (now) => {
            if (authority === 'tokens') lastSent();
            return renewal(now);
          };
        },
        script: all(asked('p0', T - 600), (cluster) => {
          lastSent = () => {
            const { nowMs } = cluster.world;
            if (isLast || nowMs < T) return;
            isLast = true;
            exceptions.push(unrenewed(nowMs + 0.1, Infinity));
            cluster.world.after(3, () => cluster.change(revoke(0), { tries: 1 }));
            asks(cluster, 'p0', 1_000, 1_995);
          };
        }),
        untilMs: T + 4_000,
      };
    },
  },
  {
    without: 'A2 fence by number',
    title: 'who renews while it is being fenced keeps its lease, and the next revoke waits for it',
    scene: () => ({
      exceptions: [deaf(), unrenewed(T - 1, T + 2_060), [/tokens-0 fences/, T, T + 2_200, [800]]],
      script: all(revoked(1, T + 5), asked('p0', T + 2_800, T + 2_870), revoked(0, T + 2_860)),
      untilMs: T + 6_000,
    }),
  },
  {
    without: 'A2 after the commit',
    title: 'who gets its first lease just before the commit is waited for',
    scene: () => ({
      exceptions: [deaf(), [/tokens-0 does revoke/, T, T + 50, [100]]],
      script: all(at(0, (cluster) => cluster.current[0]!.kill()), revoked(0, T), at(T + 5, (cluster) => cluster.startVerifier(0)), asked('p0', T + 30, T + 150)),
      untilMs: T + 3_000,
    }),
  },
  {
    without: 'A4 end before telling',
    title: 'who gives its lease back has stopped answering',
    scene: () => ({
      exceptions: [deaf()],
      script: all(asked('p0', T - 50, T + 20), at(T, (cluster) => cluster.current[0]!.giveBack(null)), revoked(0, T + 10)),
      untilMs: T + 3_000,
    }),
  },
  {
    without: 'A4 end by number',
    title: 'a lease that was given back late is not the one that was granted since',
    scene: () => ({
      exceptions: [deaf(), [/gives back to/, T, Infinity, [800]]],
      script: all(at(T, (cluster) => cluster.current[0]!.giveBack(10)), asked('p0', T + 700, T + 850), revoked(0, T + 830)),
      untilMs: T + 4_000,
    }),
  },
  {
    without: 'A4 in the database',
    title: 'a revoke waits for whoever has its lease from another process',
    scene: () => ({
      processes: 2,
      exceptions: [deaf(), [/renews with tokens-1/, 0, Infinity, []]],
      script: all(asked('p0', T - 50, T + 50), at(T, (cluster) => cluster.change(revoke(0), { tries: 1, at: 1 }))),
      untilMs: T + 4_000,
    }),
  },
  {
    without: 'V1 from sending',
    title: 'a lease whose answer was late has less time to go',
    scene: () => ({
      exceptions: [deaf(), unrenewed(T + 1, Infinity), [/answers "renews with"/, T - 600, T, [1_200]]],
      script: all(asked('p0', T - 700, T + 2_100), revoked(0, T + 10)),
      untilMs: T + 4_000,
    }),
  },
  {
    without: 'A5',
    title: 'a receipt is pending until nobody grants any more what was taken',
    scene: () => ({ exceptions: [deaf()], script: all(asked('p0', T - 50, T + 80), at(T, (cluster) => cluster.change(revoke(0), { isAsync: true }))), untilMs: T + 4_000 }),
  },
  {
    without: 'V4 all before the lease',
    title: 'a renewal that told a part extends nothing',
    scene: () => {
      let lastMs = 0;
      const exceptions: Exception[] = [deaf()];
      return {
        exceptions,
        sizes: { page: 1, kept: 1_000 },
        onView: (_, authority, view) => {
          const renewal = view.renewal.bind(view);
          view.renewal = (now) => {
            // Who asks for more at once is not heard.
            if (authority === 'tokens' && now.monotonicMs - lastMs < 350) exceptions.push(unrenewed(now.monotonicMs - 5_000, now.monotonicMs - 4_999.9));
            else if (authority === 'tokens') lastMs = now.monotonicMs;
            return renewal(now);
          };
        },
        script: all(
          ...Array.from({ length: 12 }, (_, token) => revoked(token, T + token)), asked('p11', T - 100, T + 2_080), asked('p10', T + 2_075),
        ),
        untilMs: T + 6_000,
      };
    },
  },
  {
    without: 'V5 primary',
    title: 'what is read for one request comes from where the revoke went',
    scene: () => ({
      exceptions: [deaf(), [/verifier.* renews with/, 0, Infinity, []]],
      script: all(asked('p1', T - 10), asked('p0', T + 50), revoked(0, T)),
      untilMs: T + 3_000,
    }),
  },
];

/** From T on it follows the second shard alone, and knows no better. */
function asksForFewerFrom(view: CellView): void {
  const renewal = view.renewal.bind(view);
  view.renewal = (now) => {
    const request = renewal(now);
    return request === null || now.monotonicMs < T + 5_000 - 10 ? request : { ...request, shards: request.shards.slice(1) };
  };
}
