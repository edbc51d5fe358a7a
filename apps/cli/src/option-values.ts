import type { Grant } from '@portcullis/client';
import { InvalidArgumentError } from 'commander';

/** The text of options → what the API takes. The API judges again: here a mistake is only told sooner, and by its option. */

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** `90s`, `30m`, `12h`, `7d` → seconds. */
export function seconds(text: string): number {
  const found = /^(\d{1,9})([smhd])$/.exec(text);
  if (!found) throw new InvalidArgumentError('It must be a time such as 90s, 30m, 12h or 7d.');
  return Number(found[1]) * SECONDS[found[2]!]!;
}

/** RFC 3339, or a time from now on such as `90d`. */
export function moment(now: () => number) {
  return (text: string): string => {
    if (/^\d+[smhd]$/.test(text)) return new Date(now() + seconds(text) * 1000).toISOString();
    if (/^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}/.test(text) && !Number.isNaN(Date.parse(text))) return text;
    throw new InvalidArgumentError('It must be a date and time such as 2027-01-31T12:00:00Z, or a time from now such as 90d.');
  };
}

/** RFC 3339, or a time up to now such as `90d`. */
export function momentPast(now: () => number) {
  return (text: string): string => {
    if (/^\d+[smhd]$/.test(text)) return new Date(now() - seconds(text) * 1000).toISOString();
    if (/^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}/.test(text) && !Number.isNaN(Date.parse(text))) return text;
    throw new InvalidArgumentError('It must be a date and time such as 2027-01-31T12:00:00Z, or a time ago such as 7d.');
  };
}

/** What takes a condition away. Not null: an option of commander cannot be null. */
export type None = 'none';

export function orNone<Value>(parse: (text: string) => Value) {
  return (text: string): Value | None => (text === 'none' ? text : parse(text));
}

export function nullIfNone<Value>(value: Value | None | undefined): Value | null | undefined {
  return value === 'none' ? null : value;
}

/** `100/60s` → at most 100 in each window of 60 seconds. */
export function rate(text: string): { requests: number; seconds: number } {
  const [requests, window, ...rest] = text.split('/');
  if (!/^\d{1,9}$/.test(requests ?? '') || window === undefined || rest.length > 0) {
    throw new InvalidArgumentError('It must be a number of requests and a time, such as 100/60s.');
  }
  return { requests: Number(requests), seconds: seconds(window) };
}

export function wholeNumber(text: string): number {
  if (!/^\d{1,10}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}

const KINDS = '(?:zone|record|domain|mailbox|database|db_user|ftp_user|path|cron_line|account):';
/** Where ` on ` ends a part: a resource begins behind it. A cron command may hold the word as well. */
const ON = new RegExp(` on (?=${KINDS})`);

/**
 * `DNS::parse_zone`, `Email::*`, `zoneedit`; each perhaps with `:read` or `:write` behind it, and with ` on zone:example.com`, as often
 * as there are resources.
 */
export function grant(text: string): Grant {
  const [selector = '', ...resources] = text.split(ON);
  const found = /^([A-Za-z0-9_]+::(?:[A-Za-z0-9_]+|\*)|[a-z0-9_-]+)(?::(read|write))?$/.exec(selector);
  if (!found) {
    throw new InvalidArgumentError('It must be an operation or a feature, such as DNS::parse_zone, Email::*:read or zoneedit, perhaps with " on zone:example.com" behind it.');
  }
  const [, what, access] = found as unknown as [string, string, 'read' | 'write' | undefined];
  return { ...(what.includes('::') ? { operation: what } : { feature: what }), ...(access && { access }), ...(resources.length > 0 && { resources }) };
}

/** The same grammar: what is taken from the grants. */
export function denial(text: string): Grant {
  return { effect: 'deny', ...grant(text) };
}

const NEXT = new RegExp(`,(?=${KINDS})`);

/** `monitoring`, or with what it is for: `acme-dns-01=zone:example.com,record:_acme-challenge.example.com/TXT`. */
export function preset(text: string): Grant {
  const [, name, resources] = /^([a-z0-9-]+)(?:=(.+))?$/s.exec(text) ?? [];
  if (name === undefined) throw new InvalidArgumentError('It must be the name of a preset, perhaps with what it is for: acme-dns-01=zone:example.com,record:_acme-challenge.example.com/TXT.');
  return { preset: name, ...(resources !== undefined && { resources: resources.split(NEXT) }) };
}

export function label(text: string): readonly [string, string] {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('It must be a name and a value, such as team=dns.');
  return [text.slice(0, at), text.slice(at + 1)];
}

/** For an option that may be given more than once. `none` by itself: an empty list, where leaving it out means "as it is". */
export function each<Value>(parse: (text: string) => Value) {
  return (text: string, before: readonly Value[] | undefined): readonly Value[] => (text === 'none' ? [] : [...(before ?? []), parse(text)]);
}

/** `a,b,c`. `none` by itself: an empty list. */
export function commaSeparated(text: string): readonly string[] {
  if (text === 'none') return [];
  const values = text.split(',').map((value) => value.trim());
  if (values.includes('')) throw new InvalidArgumentError('It must be names with commas between them, such as a,b,c; or none.');
  return values;
}

/** The fields that are there: what was not said is not sent. */
export function given<Fields extends object>(fields: Fields): { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}
