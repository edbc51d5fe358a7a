import type { Grant, RateLimit, TimeWindow } from '@portcullis/access';
import { assert, fromRfc3339, toRfc3339, type Instant } from '@portcullis/kernel';
import type { TokenAccess, TokenRights } from './token.js';

/** Rights as messages and events carry them: instants are RFC 3339 text. */
export interface WrittenRights {
  access: TokenAccess;
  grants: Grant[];
  readOnly: boolean;
  notBefore: string | null;
  expiresAt: string | null;
  ipAllowlist: string[];
  rateLimit: RateLimit | null;
  useQuota: number | null;
  timeWindows: (Omit<TimeWindow, 'days'> & { days: TimeWindow['days'][number][] })[];
}

export function writtenRights({ access, grants, readOnly, notBefore, expiresAt, ipAllowlist, rateLimit, useQuota, timeWindows }: TokenRights): WrittenRights {
  return {
    access,
    grants: [...grants],
    readOnly,
    notBefore: toText(notBefore),
    expiresAt: toText(expiresAt),
    ipAllowlist: [...ipAllowlist],
    rateLimit,
    useQuota,
    timeWindows: timeWindows.map((window) => ({ ...window, days: [...window.days] })),
  };
}

export function toText(at: Instant | null): string | null {
  return at === null ? null : toRfc3339(at);
}

/** Of a message that fits its contract. */
export function fromText(text: string | null): Instant | null {
  if (text === null) return null;
  const at = fromRfc3339(text);
  assert(at !== null, 'the contract lets only date-times through');
  return at;
}
