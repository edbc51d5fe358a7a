import { z } from 'zod';
import { httpOperation } from './operation.js';
import { givenBefore, noQuery } from './shapes.js';

export const rekey = httpOperation({
  method: 'POST', path: '/v1/keys/rekey', operation: 'Portcullis::rekey', target: 'caller',
  tag: 'keys', summary: 'Bring a batch of credentials under the current keys; repeat with `next` as `cursor` until it is null',
  params: z.strictObject({}), query: noQuery,
  body: z.strictObject({ cursor: z.string().regex(/^[A-Za-z0-9_-]{1,300}$/, 'must be what the batch before gave as next').meta(givenBefore).optional() }),
  status: 200, answer: z.strictObject({ rekeyed: z.int(), next: z.string().nullable() }),
  codes: [], examples: { body: {} },
});
