import { randomBytes as cryptoRandomBytes } from 'node:crypto';
import { instant, newId as newIdFrom, type Clock, type Id, type IdPrefix, type RandomBytes } from '@portcullis/kernel';

/** The host's wall clock. */
export const systemClock: Clock = { now: () => instant(Date.now()) };

/** The operating system's generator. */
export const randomBytes: RandomBytes = (count) => cryptoRandomBytes(count);

/** A fresh id such as `req_…`, for code that has no generator of its own to pass. */
export function newId<Prefix extends IdPrefix>(prefix: Prefix): Id<Prefix> {
  return newIdFrom(prefix, randomBytes);
}
