/** `2.5 ms`, `1 s`: a bound of the histogram, as short as an axis has room for. */
export function boundWords(ms: number, language: string): string {
  const [value, unit] = ms < 1000 ? ([ms, 'millisecond'] as const) : ([ms / 1000, 'second'] as const);
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'narrow', maximumFractionDigits: 1 }).format(value);
}
