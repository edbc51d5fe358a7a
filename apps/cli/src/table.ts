import { cut, padded, plain, widthOf } from './plain-text.js';

export interface Column<Row> {
  readonly title: string;
  readonly value: (row: Row) => string;
  /** May be cut where the terminal is narrow. Others are whole always: ids are there to be copied. */
  readonly flexible?: boolean;
}

const GAP = 2;
const LEAST_COLUMNS = 6;

/** Lines of a table. @param columns how wide the terminal is; null: nothing is cut */
export function table<Row>(rows: readonly Row[], parts: readonly Column<Row>[], columns: number | null): string {
  const cells = rows.map((row) => parts.map(({ value }) => plain(value(row))));
  const natural = parts.map(({ title }, i) => Math.max(widthOf(title), ...cells.map((row) => widthOf(row[i]!))));
  const widths = columns === null ? natural : fitted(natural, parts, columns);
  const lines = [parts.map(({ title }) => title), ...cells];
  return lines.map((line) => `${line.map((text, i) => padded(cut(text, widths[i]!), widths[i]!)).join(' '.repeat(GAP)).trimEnd()}\n`).join('');
}

/** The widest of those that may be cut gives one column after the other, until all fit or none can give any more. */
function fitted(natural: readonly number[], parts: readonly { readonly flexible?: boolean }[], columns: number): number[] {
  const widths = [...natural];
  let excess = widths.reduce((sum, width) => sum + width + GAP, -GAP) - columns;
  for (; excess > 0; excess--) {
    const [widest] = widths
      .map((width, i) => ({ width, i }))
      .filter(({ width, i }) => parts[i]!.flexible && width > LEAST_COLUMNS)
      .sort((one, other) => other.width - one.width);
    if (!widest) break;
    widths[widest.i]! -= 1;
  }
  return widths;
}

/** What one thing is, line by line. Those without a value are left out. */
export function details(lines: readonly (readonly [label: string, value: string | null])[]): string {
  const shown = lines.filter((line): line is readonly [string, string] => line[1] !== null);
  const width = Math.max(...shown.map(([label]) => widthOf(label)));
  return shown.map(([label, value]) => `${padded(label, width)}  ${plain(value)}\n`).join('');
}
