const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['week', 7 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** What the browser formats with takes longer to make than a row of a table to show: each is made once. */
function kept<Format>(make: (language: string, zone?: string) => Format): (language: string, zone?: string) => Format {
  const made = new Map<string, Format>();
  return (language, zone) => {
    const key = `${language} ${zone ?? ''}`;
    const format = made.get(key) ?? make(language, zone);
    made.set(key, format);
    return format;
  };
}

const distances = kept((language) => new Intl.RelativeTimeFormat(language, { numeric: 'auto' }));
const dates = kept(
  (language, zone) =>
    new Intl.DateTimeFormat(language, {
      ...{ year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', timeZoneName: 'short' },
      ...(zone !== undefined && { timeZone: zone }),
    }),
);

/** How far a moment is from now, rounded, in the largest unit that it fills: `in 3 days`, `2 hours ago`; under a minute `now`. */
export function distance(atMs: number, nowMs: number, language: string): string {
  const seconds = (atMs - nowMs) / 1000;
  const [unit, size] = UNITS.find(([, each]) => Math.abs(seconds) >= each) ?? ['second', Infinity];
  return distances(language).format(size === Infinity ? 0 : Math.round(seconds / size), unit);
}

/** Date and time in the viewer's own zone, which it names. */
export const moment = (atMs: number, language: string, zone?: string): string => dates(language, zone).format(atMs);
