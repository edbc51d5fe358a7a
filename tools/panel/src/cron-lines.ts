/** One job of a crontab. */
export interface CronLine {
  readonly minute: string;
  readonly hour: string;
  readonly day: string;
  readonly month: string;
  readonly weekday: string;
  readonly command: string;
}

export const CRON_TIMES = ['minute', 'hour', 'day', 'month', 'weekday'] as const;

/** A key that changes with the line, as a fingerprint of it does: equal lines have equal keys. 32 hex digits. */
export function lineKey(line: CronLine): string {
  const text = [...CRON_TIMES.map((time) => line[time]), line.command].join(' ');
  return [1, 2, 3, 4].map((seed) => fnv1a(text, seed).toString(16).padStart(8, '0')).join('');
}

/** FNV-1a with 32 bits; the seed makes several of one text. No wall against anybody. */
function fnv1a(text: string, seed: number): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (const byte of Buffer.from(text, 'utf8')) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}
