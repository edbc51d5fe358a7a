import { DAYS, MINUTES_PER_DAY, MINUTES_PER_WEEK, wallClock, type Day, type Instant, type WallClock } from '@portcullis/kernel';

/**
 * When a token may be used, by the clocks on the walls of a zone: where those skip an hour it is not there, where they repeat one it
 * is there twice.
 */
export interface TimeWindow {
  /** One to seven, each once. */
  readonly days: readonly Day[];
  /** `HH:MM`. */
  readonly from: string;
  /** `HH:MM`, or `24:00`; not part of the window. Before `from`: on the day after, and the window belongs to the day it begins on. */
  readonly to: string;
  /** An IANA name such as `Europe/Berlin`. */
  readonly zone: string;
}

/** Windows that were read once, to be asked often; null: always. */
export type CompiledWindows = readonly ZoneWindows[] | null;

/** What a token's windows of one zone let in together. */
export interface ZoneWindows {
  readonly clock: WallClock;
  /** Minutes of the week by turns: from one on, up to another. In order and apart, in one flat list, since tokens are kept by the ten thousand. */
  readonly spans: readonly number[];
}

/** What a list of windows means: an empty one is always, and a window that cannot be read, or whose zone is unknown, never. */
export function compileWindows(windows: readonly TimeWindow[]): CompiledWindows {
  if (windows.length === 0) return null;
  const zones = new Map<string, { clock: WallClock; spans: Span[] }>();
  for (const window of windows) {
    const read = readWindow(window);
    if (read === null) continue;
    const before = zones.get(read.clock.zone);
    zones.set(read.clock.zone, { clock: read.clock, spans: [...(before?.spans ?? []), ...read.spans] });
  }
  return [...zones.values()].map(({ clock, spans }) => ({ clock, spans: joined(spans) }));
}

export function withinWindows(compiled: CompiledWindows, now: Instant): boolean {
  if (compiled === null) return true;
  for (const { clock, spans } of compiled) {
    const minute = clock.minuteOfWeek(now);
    if (minute !== null && isInside(spans, minute)) return true;
  }
  return false;
}

/**
 * Whether nobody can use a token within `inner` who could not use one within `outer`. Careful rather than clever: two zones are taken
 * to have nothing in common, since where their clocks stand to each other is not settled for ever, and a window that cannot be read
 * is within nothing.
 */
export function windowsWithin(inner: readonly TimeWindow[], outer: readonly TimeWindow[]): boolean {
  const around = compileWindows(outer);
  if (around === null) return true;
  return inner.length > 0 && inner.map(readWindow).every((window) => window !== null && isCovered(window, around));
}

function isCovered({ clock, spans }: ReadWindow, around: readonly ZoneWindows[]): boolean {
  const same = around.find((other) => other.clock.zone === clock.zone);
  // Spans of `around` lie apart, so what one of them does not hold, all of them together do not hold either.
  return same !== undefined && spans.every(([from, to]) => same.spans.some((begin, at) => at % 2 === 0 && begin <= from && to <= same.spans[at + 1]!));
}

type Span = readonly [from: number, to: number];

interface ReadWindow {
  readonly clock: WallClock;
  readonly spans: readonly Span[];
}

const TIME = /^(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/;

function readWindow({ days, from, to, zone }: TimeWindow): ReadWindow | null {
  const [begin, end] = [readTime(from), readTime(to)];
  const clock = wallClock(zone);
  if (begin === null || end === null || clock === null) return null;
  if (begin === MINUTES_PER_DAY || begin === end) return null;
  if (days.length === 0 || new Set(days).size < days.length || days.some((day) => !DAYS.includes(day))) return null;
  const lengthMinutes = end > begin ? end - begin : end - begin + MINUTES_PER_DAY;
  return {
    clock,
    spans: days.flatMap((day): Span[] => {
      const start = DAYS.indexOf(day) * MINUTES_PER_DAY + begin;
      const stop = start + lengthMinutes;
      // Out of Sunday night the week begins anew.
      return stop <= MINUTES_PER_WEEK ? [[start, stop]] : [[start, MINUTES_PER_WEEK], [0, stop - MINUTES_PER_WEEK]];
    }),
  };
}

function readTime(text: string): number | null {
  const [whole, hours, minutes] = TIME.exec(text) ?? [];
  if (whole === undefined) return null;
  return hours === undefined ? MINUTES_PER_DAY : Number(hours) * 60 + Number(minutes);
}

/** In order, and those that meet or overlap made one. */
function joined(spans: readonly Span[]): number[] {
  const flat: number[] = [];
  for (const [from, to] of [...spans].sort(([a], [b]) => a - b)) {
    const last = flat.length - 1;
    if (last > 0 && from <= flat[last]!) flat[last] = Math.max(flat[last]!, to);
    else flat.push(from, to);
  }
  return flat;
}

function isInside(spans: readonly number[], minute: number): boolean {
  // How many bounds the minute has passed: after an odd number it is inside.
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (spans[middle]! <= minute) low = middle + 1;
    else high = middle;
  }
  return low % 2 === 1;
}
