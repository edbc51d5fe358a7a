import type { Token } from '@portcullis/client';
import { InvalidArgumentError } from 'commander';

export type TimeWindow = Token['timeWindows'][number];
type Day = TimeWindow['days'][number];

const DAYS: readonly Day[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** `mon-fri 08:00-18:00 Europe/Berlin`; days as `mon,wed`, `fri-mon` or `daily`. */
export function timeWindow(text: string): TimeWindow {
  const [, days, from, to, zone] = /^(\S+) (\d\d:\d\d)-(\d\d:\d\d) (\S+)$/.exec(text.trim().replace(/\s+/g, ' ')) ?? [];
  const named = days === undefined ? null : daysOf(days.toLowerCase());
  if (!named || from === undefined || to === undefined || zone === undefined) {
    throw new InvalidArgumentError('It must be days, times and a time zone, such as "mon-fri 08:00-18:00 Europe/Berlin" or "daily 22:00-06:00 UTC".');
  }
  return { days: named, from, to, zone };
}

function daysOf(text: string): Day[] | null {
  if (text === 'daily') return [...DAYS];
  const days: Day[] = [];
  for (const part of text.split(',')) {
    const [first, last = first, ...more] = part.split('-').map((name) => DAYS.findIndex((day) => day === name));
    if (first === undefined || last === undefined || first < 0 || last < 0 || more.length > 0) return null;
    for (let day = first; ; day = (day + 1) % DAYS.length) {
      days.push(DAYS[day]!);
      if (day === last) break;
    }
  }
  return new Set(days).size === days.length ? days : null;
}

/** As `--window` takes it. */
export function windowText({ days, from, to, zone }: TimeWindow): string {
  return `${daysText(days)} ${from}-${to} ${zone}`;
}

function daysText(days: readonly Day[]): string {
  if (days.length === DAYS.length) return 'daily';
  const inOrder = DAYS.filter((day) => days.includes(day));
  const runs: Day[][] = [];
  for (const day of inOrder) {
    const run = runs.at(-1);
    if (run && DAYS.indexOf(day) === DAYS.indexOf(run.at(-1)!) + 1) run.push(day);
    else runs.push([day]);
  }
  return runs.map((run) => (run.length < 3 ? run.join(',') : `${run[0]}-${run.at(-1)}`)).join(',');
}
