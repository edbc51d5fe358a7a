import type { SuiteToken, TokenBody } from '@portcullis/cli/policy-tests';
import { assert, DAYS, fromRfc3339, instant, MINUTES_PER_DAY, MINUTES_PER_WEEK, toRfc3339, wallClock, type Instant } from '@portcullis/kernel';

type TimeWindow = TokenBody['timeWindows'][number];

/** What ends in a file before its question is asked can only be made to end soon, and be awaited. */
const SOON_MS = 2_500;
const MINUTE_MS = 60_000;

/** A token of a file, moved so that the moment of its questions is now. */
export interface Shifted {
  readonly body: TokenBody;
  /** How far on everything was moved. */
  readonly byMs: number;
  /** When what has ended in the file has ended. */
  readonly readyAt: Instant;
  readonly createdAt: Instant | null;
  readonly lastUsedAt: Instant | null;
}

/** @param at when the file asks */
export function shifted({ body, life }: SuiteToken, at: Instant, now: Instant): Shifted {
  const ends = [body.expiresAt, ...body.grants.map(({ until }) => until ?? null)].flatMap((end) => (end === null ? [] : [timeOf(end)])).filter((end) => end <= at);
  // Windows are told in minutes, so the seconds stay what they are.
  const nearest = now - ((((now - at) % MINUTE_MS) + MINUTE_MS) % MINUTE_MS);
  const byMs = ends.length > 0 ? now + SOON_MS - Math.max(...ends) : body.timeWindows.length > 0 ? nearest - at : now - at;
  const moved = (text: string): string => toRfc3339(instant(timeOf(text) + byMs));
  const movedOrNull = (text: string | null): string | null => (text === null ? null : moved(text));
  const past = (text: string | undefined): Instant | null => (text === undefined ? null : instant(timeOf(text) + byMs));
  return {
    body: {
      ...body,
      notBefore: movedOrNull(body.notBefore),
      expiresAt: movedOrNull(body.expiresAt),
      grants: body.grants.map((grant) => (grant.until === undefined ? grant : { ...grant, until: moved(grant.until) })),
      timeWindows: body.timeWindows.flatMap((window) => shiftedWindow(window, at, instant(at + byMs))),
    },
    byMs,
    readyAt: ends.length > 0 ? instant(now + SOON_MS) : now,
    createdAt: past(life.createdAt),
    lastUsedAt: past(life.lastUsedAt),
  };
}

/** The same window on a wall whose clock shows at `to` what it showed at `from`. */
function shiftedWindow(window: TimeWindow, at: Instant, now: Instant): TimeWindow[] {
  const clock = wallClock(window.zone);
  assert(clock !== null, 'the file names only zones');
  const forward = (clock.minuteOfWeek(now)! - clock.minuteOfWeek(at)! + MINUTES_PER_WEEK) % MINUTES_PER_WEEK;
  const [from, to] = [minutesOf(window.from), minutesOf(window.to)];
  const length = to > from ? to - from : to - from + MINUTES_PER_DAY;
  const [days, begin] = [Math.floor((from + forward) / MINUTES_PER_DAY), (from + forward) % MINUTES_PER_DAY];
  const end = begin + length;
  const on = (later: number): TimeWindow['days'] => window.days.map((day) => DAYS[(DAYS.indexOf(day) + days + later) % DAYS.length]!);
  if (end <= MINUTES_PER_DAY) return [{ days: on(0), from: textOf(begin), to: textOf(end), zone: window.zone }];
  if (length < MINUTES_PER_DAY) return [{ days: on(0), from: textOf(begin), to: textOf(end - MINUTES_PER_DAY), zone: window.zone }];
  // A whole day that begins in its midst is written as two parts.
  return [{ days: on(0), from: textOf(begin), to: '24:00', zone: window.zone }, { days: on(1), from: '00:00', to: textOf(begin), zone: window.zone }];
}

function minutesOf(text: string): number {
  const [hours, minutes] = text.split(':').map(Number);
  return hours! * 60 + minutes!;
}

function textOf(minutes: number): string {
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
}

function timeOf(text: string): Instant {
  const at = fromRfc3339(text);
  assert(at !== null, 'the file names only times');
  return at;
}
