import { takesPower, type BodyOf, type HttpOperation, type ParamsOf, type QueryOf } from '@portcullis/contracts';
import type { IncomingHttpHeaders } from 'node:http';
import type { z } from 'zod';
import { announcesBody } from '../announced-body.js';
import { parseCondition, type Condition } from './entity-tags.js';
import { parseIdempotencyKey } from './idempotency-key.js';
import { prefersAsync } from './prefer.js';
import { pointerTo, Problem, type FieldError } from './problem.js';

export interface Input<O extends HttpOperation> {
  readonly params: ParamsOf<O>;
  readonly query: QueryOf<O>;
  readonly body: BodyOf<O>;
  /** Which versions it may find; null where it does not say, or the operation does not care. */
  readonly ifMatch: Condition | null;
  readonly idempotencyKey: string | null;
  /** Whether it is answered before what it takes is gone everywhere; false where it takes nothing. */
  readonly respondAsync: boolean;
}

/**
 * Path, query, body and the headers that it heeds, as the operation sees them.
 * @throws Problem `invalid_request` that names every field that is not accepted, and never its value.
 */
export function validate<O extends HttpOperation>(
  operation: O,
  raw: { params: unknown; query: unknown; body: unknown; headers: IncomingHttpHeaders },
): Input<O> {
  const errors: FieldError[] = [];
  const read = (schema: z.ZodType, value: unknown, place: string): unknown => {
    const parsed = schema.safeParse(value);
    if (!parsed.success) errors.push(...fieldErrors(parsed.error, value, place));
    return parsed.data;
  };
  const params = read(operation.params, raw.params, 'path:');
  const query = read(operation.query, raw.query, 'query:');
  let body: unknown;
  if (operation.body !== null) body = read(operation.body, raw.body, '');
  else if (announcesBody(raw.headers)) errors.push({ pointer: '', detail: 'this call takes no body' });
  const readHeader = <Value>(name: string, heeded: boolean, parse: (text: string) => Value | null, detail: string): Value | null => {
    const text = heeded ? raw.headers[name] : undefined;
    if (text === undefined) return null;
    const value = parse(String(text));
    if (value === null) errors.push({ pointer: `header:/${name}`, detail });
    return value;
  };
  const ifMatch = readHeader('if-match', operation.precondition !== undefined, parseCondition, 'must be * or a list of entity tags such as "3"');
  const idempotencyKey = readHeader('idempotency-key', operation.idempotencyKey === true, parseIdempotencyKey, 'must be 1-255 printable ASCII characters');
  if (errors.length > 0) throw new Problem('invalid_request', 'some fields are not accepted', errors);
  const respondAsync = takesPower(operation) && prefersAsync(raw.headers['prefer']);
  return { params, query, body, ifMatch, idempotencyKey, respondAsync } as Input<O>;
}

function fieldErrors(error: z.ZodError, value: unknown, place: string): FieldError[] {
  return error.issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({ pointer: place + pointerTo([...issue.path, key]), detail: 'is not a field of this request' }));
    }
    const pointer = place + pointerTo(issue.path);
    // Of the name of an entry zod says only that it is not valid, and why one level further down.
    if (issue.code === 'invalid_key') return [{ pointer, detail: issue.issues[0]?.message ?? issue.message }];
    const missing = (issue.code === 'invalid_type' || issue.code === 'invalid_value') && !isThere(value, issue.path);
    return [{ pointer, detail: missing ? 'is missing' : issue.message }];
  });
}

function isThere(value: unknown, path: readonly PropertyKey[]): boolean {
  return path.reduce<unknown>((part, name) => (part as Record<PropertyKey, unknown> | null | undefined)?.[name], value) !== undefined;
}
