import type { BodyOf, HttpOperation, ParamsOf, QueryOf } from '@portcullis/contracts';
import type { IncomingHttpHeaders } from 'node:http';
import type { z } from 'zod';
import { announcesBody } from '../announced-body.js';
import { pointerTo, Problem, type FieldError } from './problem.js';

export interface Input<O extends HttpOperation> {
  readonly params: ParamsOf<O>;
  readonly query: QueryOf<O>;
  readonly body: BodyOf<O>;
}

/**
 * Path, query and body as the operation's schemas see them.
 * @throws Problem `invalid_request` that names every field that is not accepted, and never its value.
 */
export function validate<O extends HttpOperation>(
  operation: O,
  raw: { params: unknown; query: unknown; body: unknown; headers: IncomingHttpHeaders },
): Input<O> {
  const errors: FieldError[] = [];
  const read = (schema: z.ZodType, value: unknown, place: string): unknown => {
    const parsed = schema.safeParse(value);
    if (!parsed.success) errors.push(...fieldErrors(parsed.error, place));
    return parsed.data;
  };
  const params = read(operation.params, raw.params, 'path:');
  const query = read(operation.query, raw.query, 'query:');
  let body: unknown;
  if (operation.body !== null) body = read(operation.body, raw.body, '');
  else if (announcesBody(raw.headers)) errors.push({ pointer: '', detail: 'this call takes no body' });
  if (errors.length > 0) throw new Problem('invalid_request', 'some fields are not accepted', errors);
  return { params, query, body } as Input<O>;
}

function fieldErrors(error: z.ZodError, place: string): FieldError[] {
  return error.issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({ pointer: place + pointerTo([...issue.path, key]), detail: 'is not a field of this request' }));
    }
    return [{ pointer: place + pointerTo(issue.path), detail: issue.message }];
  });
}
