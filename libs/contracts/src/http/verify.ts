import { z } from 'zod';
import * as f from '../fields.js';
import { tokenView } from '../rpc/token-views.js';
import { httpOperation } from './operation.js';
import { noQuery } from './shapes.js';

export const verifyToken = httpOperation({
  method: 'POST', path: '/v1/verify', operation: 'Portcullis::verify', target: 'caller',
  tag: 'verify', summary: 'Ask whether a token is live, or may do an operation',
  params: z.strictObject({}), query: noQuery,
  body: z.strictObject({
    token: z.string().min(1).max(200),
    operation: f.operationName.describe('What it is to be used for. Left out: is it live? That uses nothing of its quota or its rate.').optional(),
    resources: z.array(f.leaf).min(1).max(100).describe('All that it is to be used on. Left out: on everything that its owner has.').optional(),
    ip: z.union([z.ipv4(), z.ipv6()]).describe('The address that it is used from. A token for certain addresses is refused without.').optional(),
  }),
  status: 200,
  answer: z.strictObject({
    allowed: z.boolean(),
    /** `allowed`, or why not. */
    code: z.string(),
    detail: z.string().nullable(),
    /** null where the token is unknown, or belongs to somebody whom the caller may not ask about. */
    token: tokenView.pick({ id: true, kind: true, form: true, tenantId: true, accountId: true, name: true, access: true, expiresAt: true, state: true }).nullable(),
  }),
  codes: [],
  examples: { body: { token: 'pcla1HJE18Z', operation: 'DNS::parse_zone', resources: ['zone:example.com'], ip: '192.0.2.7' } },
});
