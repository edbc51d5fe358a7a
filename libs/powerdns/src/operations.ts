import { unknownOperation, type EarlierRow, type OperationFacts } from '@portcullis/access';
import { Defect } from '@portcullis/kernel';

/** How grants call the API: `PowerDNS::read_zone`, `PowerDNS::*`. */
const MODULE = 'PowerDNS';

/** Where the zone of a call comes from, and how its body is judged. The README of this package says what each means. */
export type Subject = 'none' | 'zone' | 'query_zone' | 'rrsets' | 'settings' | 'new_zone' | 'metadata';

const COLUMNS = ['method', 'path', 'operation', 'access', 'subject', 'query'] as const;
type Row = Record<(typeof COLUMNS)[number], string>;

/** What each column may hold. A cell that nobody foresaw could widen what tokens may do, so it stops the start. */
const CELLS: Readonly<Record<keyof Row, RegExp>> = {
  method: /^(?:GET|POST|PUT|PATCH|DELETE)$/,
  path: /^(?:\/(?:[a-z0-9-]+|\{zone\}|\{name\}))+$/,
  operation: /^[a-z_]+$/,
  access: /^(?:read|write|secret)$/,
  subject: /^(?:none|zone|query_zone|rrsets|settings|new_zone|metadata)$/,
  query: /^(?:-|[a-z_]+(?:,[a-z_]+)*)$/,
};

/** One row: a method and a path that are passed on. */
export interface Pattern {
  readonly method: string;
  /** Of its path, in order; `{zone}` and `{name}` stand for what differs. */
  readonly segments: readonly string[];
  readonly operation: OperationFacts;
  readonly subject: Subject;
  readonly query: ReadonlySet<string>;
}

/** All that is passed on to a PowerDNS server. Immutable. */
export class Operations {
  readonly #patterns: readonly Pattern[];
  readonly #byName = new Map<string, OperationFacts>();

  /** @throws Defect naming what is there twice, or differs under one name */
  constructor(patterns: readonly Pattern[]) {
    const calls = new Set<string>();
    for (const { method, segments, operation } of patterns) {
      const call = `${method} /${segments.join('/')}`;
      if (calls.has(call)) throw new Defect(`${call} is there twice`);
      calls.add(call);
      const namesake = this.#byName.get(operation.name);
      if (namesake && namesake.access !== operation.access) throw new Defect(`${operation.name} differs between its rows`);
      this.#byName.set(operation.name, operation);
    }
    this.#patterns = patterns;
  }

  /** The row for a request; null: it is not passed on. `matches` says whether a decoded segment may stand for `{zone}` or `{name}`. */
  find(method: string, segments: readonly string[], matches: (place: string, segment: string) => boolean): Pattern | null {
    const fits = (pattern: Pattern): boolean =>
      pattern.method === method &&
      pattern.segments.length === segments.length &&
      pattern.segments.every((place, index) => (place.startsWith('{') ? matches(place, segments[index]!) : place === segments[index]));
    return this.#patterns.find(fits) ?? null;
  }

  /** An operation as grants name it. Bound, since it is handed on by itself. */
  readonly operationNamed = (name: string): OperationFacts => this.#byName.get(name) ?? unknownOperation(name);

  /** Every operation that is passed on. */
  get operations(): readonly OperationFacts[] {
    return [...this.#byName.values()];
  }

  /** The same operations, with what was said of them before. */
  withEarlier(earlierOf: (name: string) => readonly EarlierRow[]): Operations {
    return new Operations(this.#patterns.map((pattern) => {
      const earlier = earlierOf(pattern.operation.name);
      return earlier.length === 0 ? pattern : { ...pattern, operation: { ...pattern.operation, earlier } };
    }));
  }

  knownModule(module: string): boolean {
    return module === MODULE;
  }
}

/**
 * Reads `operations.tsv`: tab-separated, the first line names the columns.
 *
 * @throws Defect naming the first line that is not as it must be.
 */
export function parseOperations(tsvText: string): Operations {
  const [heading, ...lines] = tsvText.split('\n');
  if (heading !== COLUMNS.join('\t')) throw new Defect('line 1: the columns are not the expected ones');
  if (lines.pop() !== '') throw new Defect(`line ${lines.length + 2}: the last line has no end: more may be missing`);
  if (lines.length === 0) throw new Defect('line 2: there are no operations');
  return new Operations(lines.map((text, index) => readRow(text, index + 2)));
}

function readRow(text: string, line: number): Pattern {
  const cells = text.split('\t');
  if (cells.length !== COLUMNS.length) throw new Defect(`line ${line}: ${cells.length} columns, not ${COLUMNS.length}`);
  const row = Object.fromEntries(COLUMNS.map((column, index) => [column, cells[index]])) as Row;
  for (const column of COLUMNS) {
    if (!CELLS[column].test(row[column])) throw new Defect(`line ${line}: ${column} cannot be ${JSON.stringify(row[column])}`);
  }
  const inPath = row.path.includes('{zone}');
  const subject = row.subject as Subject;
  if (inPath !== ['zone', 'rrsets', 'settings', 'metadata'].includes(subject)) throw new Defect(`line ${line}: the subject ${subject} does not fit the path`);
  return {
    method: row.method,
    segments: row.path.split('/').slice(1),
    operation: { name: `${MODULE}::${row.operation}`, access: row.access as OperationFacts['access'], features: [], known: true },
    subject,
    query: new Set(row.query === '-' ? [] : row.query.split(',')),
  };
}
