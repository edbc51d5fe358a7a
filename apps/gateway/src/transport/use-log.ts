import { tokensRpc, type RequestOf } from '@portcullis/contracts';
import { toRfc3339 } from '@portcullis/kernel';
import type { Logger } from '@portcullis/platform/runtime';
import type { Services, Use, UseLog } from '../use-cases/ports.js';

/** Credentials whose uses are kept until they are told; those of more are not told at all. */
const MOST_CREDENTIALS = 10_000;
/** As the contract takes them. */
const MOST_IN_A_CALL = 500;
const MOST_CALLS = 8;
const AGENT_LENGTH = 200;
const NOT_TEXT = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/gu;

type Told = RequestOf<typeof tokensRpc.recordUses>['uses'][number];
interface Kept {
  readonly latest: Use;
  readonly count: number;
}

export interface FlushedUseLog extends UseLog {
  /** Tells what has come together; to be called every second or so, and once at the end. Never throws. */
  flush(): Promise<void>;
}

/**
 * Uses of tokens, put together by credential until the next flush: a busy token costs one row and no message of its own. What a
 * process has not told when it is killed is lost, and so is what nobody takes: "last used" informs, it bounds nothing.
 */
export function useLog({ services, log }: { services: Services; log: Logger }): FlushedUseLog {
  let kept = new Map<string, Kept>();
  let dropped = 0;
  let last: Promise<void> = Promise.resolve();
  /** Behind the one that is under way. */
  let next: Promise<void> | null = null;

  async function tell(byCredential: ReadonlyMap<string, Kept>): Promise<void> {
    const parts = partsOf(byCredential.values());
    const telling = async (): Promise<void> => {
      for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
        const { tenantId, shard } = part[0]!.latest;
        try {
          await services.call(tokensRpc.recordUses, { tenantId, uses: part.map(told) }, { shard, tenantId, requestId: 'uses' });
        } catch (error) {
          // Whoever does not answer for one tenant will not for the others: a process that stops cannot wait for each.
          const lost = parts.splice(0).reduce((sum, { length }) => sum + length, part.length);
          log.warn('uses of tokens were not recorded', { credentials: lost, err: error });
        }
      }
    };
    await Promise.all(Array.from({ length: MOST_CALLS }, telling));
  }

  async function flushNow(): Promise<void> {
    next = null;
    if (dropped > 0) log.warn('uses of tokens were dropped: there were too many at once', { uses: dropped });
    dropped = 0;
    const full = kept;
    kept = new Map();
    await tell(full);
  }

  return {
    record(use) {
      const key = `${use.tenantId} ${use.publicId}`;
      const before = kept.get(key);
      if (before === undefined && kept.size >= MOST_CREDENTIALS) dropped++;
      else kept.set(key, { latest: before === undefined ? use : later(before.latest, use), count: (before?.count ?? 0) + 1 });
    },
    flush() {
      if (next === null) {
        next = last.then(flushNow);
        last = next;
      }
      return next;
    },
  };
}

/** Each of one tenant, and no larger than a message takes. */
function partsOf(all: Iterable<Kept>): Kept[][] {
  const byTenant = new Map<string, Kept[]>();
  for (const one of all) {
    const { tenantId } = one.latest;
    const others = byTenant.get(tenantId);
    if (others === undefined) byTenant.set(tenantId, [one]);
    else others.push(one);
  }
  return [...byTenant.values()].flatMap((ofTenant) =>
    Array.from({ length: Math.ceil(ofTenant.length / MOST_IN_A_CALL) }, (_, at) => ofTenant.slice(at * MOST_IN_A_CALL, (at + 1) * MOST_IN_A_CALL)),
  );
}

/** Requests end in another order than they were judged in. */
function later(one: Use, other: Use): Use {
  return one.at > other.at ? one : other;
}

function told({ latest: { tokenId, publicId, at, ip, agent }, count }: Kept): Told {
  const text = agent?.replace(NOT_TEXT, '').slice(0, AGENT_LENGTH) ?? '';
  return { tokenId, publicId, count, at: toRfc3339(at), ip, agent: text === '' ? null : text };
}
