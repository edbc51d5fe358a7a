import { randomBytes as cryptoRandomBytes } from 'node:crypto';
import { instant, newId as newIdFrom, type Clock, type Id, type IdPrefix, type RandomBytes } from '@portcullis/kernel';

/** The host's wall clock. */
export const systemClock: Clock = { now: () => instant(Date.now()) };

/** The operating system's generator. */
export const randomBytes: RandomBytes = (count) => cryptoRandomBytes(count);

const POOL_BYTES = 4_096;

/**
 * The same generator, asked for many bytes at once: for names, of which each request takes one. Each byte is given out once. Not for secrets,
 * since what is not given out yet lies in memory.
 */
export function pooledRandomBytes(): RandomBytes {
  let pool = Buffer.alloc(0);
  let at = 0;
  return (count) => {
    if (count > POOL_BYTES) return cryptoRandomBytes(count);
    if (at + count > pool.length) {
      pool = cryptoRandomBytes(POOL_BYTES);
      at = 0;
    }
    at += count;
    return pool.subarray(at - count, at);
  };
}

/** A fresh id such as `req_…`, for code that has no generator of its own to pass. */
export function newId<Prefix extends IdPrefix>(prefix: Prefix): Id<Prefix> {
  return newIdFrom(prefix, randomBytes);
}
