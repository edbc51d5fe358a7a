import type { AuditFilters } from '../../api/audit.js';

export const KINDS = { denials: 'request.denied', created: 'token.created', edited: 'token.updated', secrets: 'token.regenerated', revoked: 'token.revoked', account: 'account.' } as const;
export type Kind = keyof typeof KINDS;
/** How far back, in milliseconds. */
export const RANGES = { hour: 3_600_000, day: 86_400_000, week: 604_800_000, month: 2_592_000_000 } as const;
export type Range = keyof typeof RANGES;

/** What stands in the address of the page: whoever is sent it sees the same. */
export interface ActivitySearch {
  readonly search?: string;
  readonly kind?: Kind;
  /** Back from now; or `since` and `until`. */
  readonly range?: Range;
  /** Days of the viewer's calendar, `2027-01-31`, both included. */
  readonly since?: string;
  readonly until?: string;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isDay = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value));
const isOf = <Key extends string>(keys: Readonly<Record<Key, unknown>>, value: unknown): value is Key => typeof value === 'string' && Object.hasOwn(keys, value);
const LONGEST = 100;

/** What of an address makes sense here; the rest is left out. */
export function activitySearch({ search, kind, range, since, until }: Readonly<Record<string, unknown>>): ActivitySearch {
  return {
    ...(isText(search) && { search: search.slice(0, LONGEST) }),
    ...(isOf(KINDS, kind) && { kind }),
    ...(isOf(RANGES, range) ? { range } : { ...(isDay(since) && { since }), ...(isDay(until) && { until }) }),
  };
}

/** The same as the API asks for it. `nowMs` only counts in whole minutes, so that one page does not ask anew with each look. */
export function filtersOf({ search = '', kind, range, since, until }: ActivitySearch, nowMs: number): AuditFilters {
  const words = search.replace(/\p{Cc}/gu, ' ').trim();
  const from = range !== undefined ? new Date(Math.floor(nowMs / 60_000) * 60_000 - RANGES[range]) : since === undefined ? null : new Date(`${since}T00:00:00`);
  const to = range !== undefined || until === undefined ? null : dayAfter(until);
  return {
    ...(words !== '' && { search: words }),
    ...(kind !== undefined && { type: KINDS[kind] }),
    ...(from !== null && { since: from.toISOString() }),
    ...(to !== null && { until: to.toISOString() }),
  };
}

function dayAfter(day: string): Date {
  const date = new Date(`${day}T00:00:00`);
  date.setDate(date.getDate() + 1);
  return date;
}
