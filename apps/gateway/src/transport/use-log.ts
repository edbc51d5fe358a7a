import { tokensRpc, type RequestOf } from '@portcullis/contracts';
import { fromRfc3339 } from '@portcullis/kernel';
import type { Logger } from '@portcullis/platform/runtime';
import type { Services, Use, UseLog } from '../use-cases/ports.js';

/** Credentials whose uses are kept until they are told; those of more are not told at all. */
const MOST_CREDENTIALS = 10_000;
/** As the contract takes them. */
const MOST_IN_A_CALL = 500;
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
  let flushing: Promise<void> = Promise.resolve();

  async function tell(byCredential: ReadonlyMap<string, Kept>): Promise<void> {
    const byTenant = new Map<string, Kept[]>();
    for (const one of byCredential.values()) {
      const { tenantId } = one.latest;
      byTenant.set(tenantId, [...(byTenant.get(tenantId) ?? []), one]);
    }
    for (const [tenantId, all] of byTenant) {
      for (let from = 0; from < all.length; from += MOST_IN_A_CALL) {
        const part = all.slice(from, from + MOST_IN_A_CALL);
        const scope = { shard: part[0]!.latest.shard, tenantId, requestId: 'uses' };
        try {
          await services.call(tokensRpc.recordUses, { tenantId, uses: part.map(told) }, scope);
        } catch (error) {
          log.warn('uses of tokens were not recorded', { tenantId, credentials: part.length, err: error });
        }
      }
    }
  }

  return {
    record(use) {
      const key = `${use.tenantId} ${use.publicId}`;
      const before = kept.get(key);
      if (before === undefined && kept.size >= MOST_CREDENTIALS) dropped++;
      else kept.set(key, { latest: before === undefined ? use : later(before.latest, use), count: (before?.count ?? 0) + 1 });
    },
    flush() {
      flushing = flushing.then(async () => {
        if (dropped > 0) log.warn('uses of tokens were dropped: there were too many at once', { uses: dropped });
        dropped = 0;
        const full = kept;
        kept = new Map();
        await tell(full);
      });
      return flushing;
    },
  };
}

/** Requests end in another order than they were judged in. */
function later(one: Use, other: Use): Use {
  return (fromRfc3339(one.at) ?? 0) > (fromRfc3339(other.at) ?? 0) ? one : other;
}

function told({ latest: { tokenId, publicId, at, ip, agent }, count }: Kept): Told {
  const text = agent?.replace(NOT_TEXT, '').slice(0, AGENT_LENGTH) ?? '';
  return { tokenId, publicId, count, at, ip, agent: text === '' ? null : text };
}
