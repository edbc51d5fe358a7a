/** The parameters of one call in the order they came, query before body. Names may repeat; nothing is merged. */
export class CallParameters {
  constructor(private readonly pairs: readonly (readonly [name: string, value: string])[]) {}

  /** The first value under this name. Which copy of a repeated name a real panel honours is not known outside it. */
  first(name: string): string | undefined {
    return this.pairs.find(([key]) => key === name)?.[1];
  }

  /** Every value under this name or its numbered form (`add`, `add-0`, `add-1`), in the order they came. */
  all(name: string): string[] {
    return this.pairs.filter(([key]) => key.replace(/-\d+$/, '') === name).map(([, value]) => value);
  }
}

/**
 * Reads a query string (without `?`) and a body: a form, or a JSON object of scalars and lists of scalars. A multipart
 * body adds nothing, since no function here takes a file. Null when a JSON body is not such an object.
 */
export function readParameters(query: string, contentType: string, body: Buffer): CallParameters | null {
  const pairs: (readonly [string, string])[] = [...new URLSearchParams(query)];
  const mediaType = contentType.split(';', 1)[0]!.trim().toLowerCase();
  if (body.length === 0 || mediaType.startsWith('multipart/')) return new CallParameters(pairs);
  if (mediaType !== 'application/json') {
    return new CallParameters([...pairs, ...new URLSearchParams(body.toString('utf8'))]);
  }
  const fromJson = jsonPairs(body.toString('utf8'));
  return fromJson && new CallParameters([...pairs, ...fromJson]);
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
      const scalar = scalarText(item);
      if (scalar === null) return null;
      pairs.push([name, scalar]);
    }
  }
  return pairs;
}

/** Booleans are 1 and 0 in this API. */
function scalarText(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? '1' : '0';
  return null;
}
