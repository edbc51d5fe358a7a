import { intersectRanges } from '@portcullis/kernel';
import type { RateLimit } from './rate-limit.js';

/**
 * What a tenant lays down for itself and everybody below it. It binds every token there, those that are older than it as well,
 * whenever one is used. Of sessions and links, which people hold, it bounds the addresses alone.
 */
export interface TenantPolicy {
  /** For all tokens of one tenant together; null: no limit of its own. */
  readonly rateLimit: RateLimit | null;
  /** How long ended tokens stay visible, in days. */
  readonly deadTokenDays: number;
  /** So long after it was made a token ends, whatever it says itself; null: as long as it says. */
  readonly longestLifeSeconds: number | null;
  /** Only tokens that say when they expire. */
  readonly expiryRequired: boolean;
  /** Where tokens may be used from; null: anywhere, empty: nowhere. */
  readonly ipAllowlist: string[] | null;
  /** Only tokens with a list of addresses of their own. */
  readonly ipAllowlistRequired: boolean;
  /** How many an account may have at once; null: as many as it likes. Bounds making alone. */
  readonly tokensPerAccount: number | null;
  /** Tokens of accounts hold what these presets give, and nothing else; null: whatever they were given. */
  readonly presets: string[] | null;
  /** A token that was not used for so long ends; null: it does not. */
  readonly idleSeconds: number | null;
  /** For each token that has no limit of its own. */
  readonly tokenRateLimit: RateLimit | null;
}

export const DEFAULT_POLICY: TenantPolicy = {
  rateLimit: null,
  deadTokenDays: 90,
  longestLifeSeconds: null,
  expiryRequired: false,
  ipAllowlist: null,
  ipAllowlistRequired: false,
  tokensPerAccount: null,
  presets: null,
  idleSeconds: null,
  tokenRateLimit: null,
};

/**
 * What holds for a tenant: of its own policy and those of all tenants above it the strictest of each part, so that nobody
 * below can widen what was laid down above. In any order.
 */
export function effectivePolicy(all: readonly [TenantPolicy, ...TenantPolicy[]]): TenantPolicy {
  return {
    rateLimit: tightest(all.flatMap(({ rateLimit }) => rateLimit ?? [])),
    deadTokenDays: Math.min(...all.map(({ deadTokenDays }) => deadTokenDays)),
    longestLifeSeconds: least(all.map(({ longestLifeSeconds }) => longestLifeSeconds)),
    expiryRequired: all.some(({ expiryRequired }) => expiryRequired),
    ipAllowlist: common(all.map(({ ipAllowlist }) => ipAllowlist), intersectRanges),
    ipAllowlistRequired: all.some(({ ipAllowlistRequired }) => ipAllowlistRequired),
    tokensPerAccount: least(all.map(({ tokensPerAccount }) => tokensPerAccount)),
    presets: common(all.map(({ presets }) => presets), intersectNames),
    idleSeconds: least(all.map(({ idleSeconds }) => idleSeconds)),
    tokenRateLimit: tightest(all.flatMap(({ tokenRateLimit }) => tokenRateLimit ?? [])),
  };
}

function least(bounds: readonly (number | null)[]): number | null {
  const set = bounds.filter((bound) => bound !== null);
  return set.length === 0 ? null : Math.min(...set);
}

type Lists = readonly (string[] | null)[];

/** What all that lay down a list have in common; null only where nobody does. */
function common(lists: Lists, intersect: (a: readonly string[], b: readonly string[]) => string[]): string[] | null {
  const [first, ...others] = lists.filter((list) => list !== null);
  if (first === undefined) return null;
  // With itself even where it is the only one: how a list reads must not depend on who else lays one down.
  return others.reduce(intersect, intersect(first, first));
}

function intersectNames(a: readonly string[], b: readonly string[]): string[] {
  return [...new Set(a.filter((name) => b.includes(name)))].sort();
}

/**
 * One limit that keeps all of these, null for none: of the slowest its rate, and in one window no more than any of them lets
 * through. Else a long window, slow on the whole, would let a burst through that a short one was laid down against.
 */
function tightest([first, ...others]: readonly RateLimit[]): RateLimit | null {
  if (first === undefined) return null;
  const slowest = others.reduce((one, other) => (other.requests * one.seconds < one.requests * other.seconds ? other : one), first);
  const requests = Math.min(first.requests, ...others.map((other) => other.requests));
  return { requests, seconds: Math.ceil((requests * slowest.seconds) / slowest.requests) };
}
