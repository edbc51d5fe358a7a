import { PLAIN_DIALECT, type Dialect } from './dialect.js';
import { readMultipart, type UploadedFile } from './multipart.js';

export interface Parameter {
  readonly name: string;
  readonly value: string;
  readonly from: 'query' | 'body';
}

/** The parameters of one call in the order they came, query before body. Names may repeat; nothing is merged. */
export class CallParameters {
  constructor(
    readonly pairs: readonly Parameter[],
    private readonly dialect: Dialect = PLAIN_DIALECT,
    /** The files of a multipart body. */
    readonly files: readonly UploadedFile[] = [],
  ) {}

  /** The one value under this name, as the panel's dialect picks it. */
  first(name: string): string | undefined {
    const found = this.pairs.filter((pair) => this.isNamed(pair.name, name));
    const preferred = found.filter(({ from }) => from === (this.dialect.bodyWins ? 'body' : 'query'));
    const candidates = preferred.length ? preferred : found;
    return candidates.at(this.dialect.duplicates === 'first' ? 0 : -1)?.value;
  }

  /** Every value under this name or its numbered form (`add`, `add-0`, `add-1`), in the order they came. */
  all(name: string): string[] {
    return this.pairs
      .filter((pair) => this.isNamed(pair.name.replace(/-\d+$/, ''), name))
      .map(({ value }) => value);
  }

  /** The same without the parameters whose names the pattern finds: those that chose the function, for example. */
  without(names: RegExp): CallParameters {
    return new CallParameters(this.pairs.filter(({ name }) => !names.test(name)), this.dialect, this.files);
  }

  /** The arguments of an inner call, read in the same dialect. */
  inner(pairs: readonly (readonly [name: string, value: string])[]): CallParameters {
    return new CallParameters(pairs.map(([name, value]) => ({ name, value, from: 'query' })), this.dialect);
  }

  private isNamed(given: string, name: string): boolean {
    const bare = this.dialect.suffixes ? given.replace(/(?:-?\d+|\[\d*\])$/, '') : given;
    const same = (one: string): boolean =>
      one === name || (this.dialect.keysWithoutCase && one.toLowerCase() === name.toLowerCase());
    return same(given) || same(bare);
  }
}

/**
 * Reads a query string (without `?`) and a body: a form, a multipart form, or a JSON object of scalars and lists of
 * scalars. Null when a JSON body is not such an object.
 */
export function readParameters(
  query: string,
  contentType: string,
  body: Buffer,
  dialect: Dialect = PLAIN_DIALECT,
): CallParameters | null {
  const fromQuery = formPairs(query, dialect).map(asParameter('query'));
  const mediaType = contentType.split(';', 1)[0]!.trim().toLowerCase();
  if (body.length === 0) return new CallParameters(fromQuery, dialect);
  if (mediaType.startsWith('multipart/')) {
    const { fields, files } = readMultipart(contentType, body);
    return new CallParameters([...fromQuery, ...fields.map(asParameter('body'))], dialect, files);
  }
  const text = body.toString('utf8');
  const pairs = mediaType === 'application/json' ? jsonPairs(text) : formPairs(text, dialect);
  return pairs && new CallParameters([...fromQuery, ...pairs.map(asParameter('body'))], dialect);
}

function asParameter(from: Parameter['from']) {
  return ([name, value]: readonly [string, string]): Parameter => ({ name, value, from });
}

/** Name and value pairs of a query or a form. */
export function formPairs(text: string, dialect: Dialect = PLAIN_DIALECT): (readonly [string, string])[] {
  return [...new URLSearchParams(dialect.semicolons ? text.replaceAll(';', '&') : text)];
}

function jsonPairs(text: string): (readonly [string, string])[] | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const pairs: (readonly [string, string])[] = [];
  for (const [name, given] of Object.entries(value)) {
    for (const item of Array.isArray(given) ? given : [given]) {
      // A list within a list is one command of a batch, which a form would carry as JSON text.
      const scalar = Array.isArray(item) ? JSON.stringify(item) : scalarText(item);
      if (scalar === null) return null;
      pairs.push([name, scalar]);
    }
  }
  return pairs;
}

/** Booleans are 1 and 0 in this API. Null for what is not a scalar. */
export function scalarText(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? '1' : '0';
  return null;
}
