import { parseAddress } from '@portcullis/kernel';
import { BoundedMap } from './bounded-map.js';

/** At most so many in each window of so many seconds. */
export interface AddressLimit {
  readonly requests: number;
  readonly seconds: number;
}

/** What one address may do at this gateway; null: as much as it likes. */
export interface AddressBounds {
  /** Requests of any kind. */
  readonly requests: AddressLimit | null;
  /** Credentials that were not accepted. */
  readonly failures: AddressLimit | null;
}

export interface AddressRefusal {
  readonly reached: 'address' | 'failures';
  readonly limit: AddressLimit;
  readonly resetSeconds: number;
}

interface Window {
  readonly endsMs: number;
  count: number;
}

/** Whoever has more addresses than this to ask from is no matter for a limit by address. */
const MOST_ADDRESSES = 100_000;
const MOST_KNOWN = 50_000;
const KNOWN_MS = 600_000;
/** A known token is noted anew only when some of its time is gone: most requests then write nothing. */
const KNOWN_AGAIN_MS = 60_000;

/** What counts as one address: all that one subscriber usually has, which with IPv6 is a /64. Text that is no address is one, too. */
export function addressKey(ip: string): string {
  const words = parseAddress(ip);
  return words === null ? ip : words.slice(0, 2).join('.');
}

/**
 * Counts what comes from each address, in this process and in bounded memory, before anything is looked up. Guessing slows an
 * address down and nobody else: neither the owner of the token that was tried, elsewhere, nor those behind the same
 * address whose tokens were accepted from there a short while ago. `nowMs` is monotonic.
 */
export class AddressLimits {
  private readonly requests = new BoundedMap<string, Window>(MOST_ADDRESSES);
  private readonly failures = new BoundedMap<string, Window>(MOST_ADDRESSES);
  /** Until when, by token digest and address. */
  private readonly known = new BoundedMap<string, number>(MOST_KNOWN);

  constructor(private readonly bounds: AddressBounds) {}

  /**
   * Counts a request. Null: it may come in.
   * @param digest tells the digest of the token that came with it, null without one; asked only when it matters
   */
  arrived(ip: string, digest: () => string | null, nowMs: number): AddressRefusal | null {
    const { requests, failures } = this.bounds;
    const key = addressKey(ip);
    if (requests !== null) {
      const window = count(this.requests, key, requests, nowMs);
      if (window.count > requests.requests) return refusal('address', requests, window, nowMs);
    }
    if (failures === null) return null;
    const failed = this.failures.get(key);
    if (failed === undefined || failed.endsMs <= nowMs || failed.count < failures.requests) return null;
    const presented = digest();
    if (presented !== null && (this.known.get(`${presented} ${key}`) ?? 0) > nowMs) return null;
    return refusal('failures', failures, failed, nowMs);
  }

  /** A token with this digest was accepted from there. */
  accepted(ip: string, digest: string, nowMs: number): void {
    if (this.bounds.failures === null) return;
    const key = `${digest} ${addressKey(ip)}`;
    if ((this.known.get(key) ?? 0) < nowMs + KNOWN_MS - KNOWN_AGAIN_MS) this.known.set(key, nowMs + KNOWN_MS);
  }

  /** A credential was not accepted, whatever was wrong with it. True: with this one the address is slowed down. */
  refused(ip: string, digest: string, nowMs: number): boolean {
    const { failures } = this.bounds;
    if (failures === null) return false;
    const key = addressKey(ip);
    this.known.delete(`${digest} ${key}`);
    return count(this.failures, key, failures, nowMs).count === failures.requests;
  }
}

function count(windows: BoundedMap<string, Window>, key: string, { seconds }: AddressLimit, nowMs: number): Window {
  let window = windows.get(key);
  if (window === undefined || window.endsMs <= nowMs) {
    window = { endsMs: nowMs + seconds * 1000, count: 0 };
    windows.set(key, window);
  }
  window.count++;
  return window;
}

function refusal(reached: AddressRefusal['reached'], limit: AddressLimit, { endsMs }: Window, nowMs: number): AddressRefusal {
  return { reached, limit, resetSeconds: Math.max(1, Math.ceil((endsMs - nowMs) / 1000)) };
}
