import { Defect } from './assert.js';

export interface TableRow<Column extends string> {
  /** Of its file, for complaints. */
  readonly line: number;
  readonly cells: Readonly<Record<Column, string>>;
}

/**
 * Reads a table that comes with a package: tab-separated, the first line names the columns.
 * @param patterns the columns in order, and what each may hold: a cell that nobody foresaw could widen what tokens may do
 * @throws Defect naming the first line that is not as it must be
 */
export function readTable<Column extends string>(file: string, text: string, patterns: Readonly<Record<Column, RegExp>>): TableRow<Column>[] {
  const columns = Object.keys(patterns) as Column[];
  const wrong = (line: number, what: string): Defect => new Defect(`line ${line}: ${what} (${file})`);
  const [heading, ...lines] = text.split('\n');
  if (heading !== columns.join('\t')) throw wrong(1, 'the columns are not the expected ones');
  if (lines.pop() !== '') throw wrong(lines.length + 2, 'the last line has no end: more may be missing');
  if (lines.length === 0) throw wrong(2, 'there are no rows');
  return lines.map((row, index) => {
    const line = index + 2;
    const cells = row.split('\t');
    if (cells.length !== columns.length) throw wrong(line, `${cells.length} columns, not ${columns.length}`);
    for (const [at, column] of columns.entries()) {
      if (!patterns[column].test(cells[at]!)) throw wrong(line, `${column} cannot be ${JSON.stringify(cells[at])}`);
    }
    return { line, cells: Object.fromEntries(columns.map((column, at) => [column, cells[at]])) as Record<Column, string> };
  });
}
