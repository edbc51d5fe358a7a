import { z } from 'zod';
import * as f from '../fields.js';
import { tokenView } from '../rpc/token-views.js';
import { verdict } from '../verdicts.js';
import { httpOperation } from './operation.js';
import { noQuery, recordsStandInZone, strayRecord } from './shapes.js';

const question = z
  .strictObject({
    token: z.string().min(1).max(200),
    operation: f.operationName.describe('What it is to be used for. Left out: is it live? That uses nothing of its quota or its rate.').optional(),
    resources: z.array(f.leaf).min(1).max(100).describe('All that it is to be used on. Left out: on everything that its owner has.').optional(),
    zone: f.domain.describe('In which zone the records of `resources` stand. Left out: nobody knows, and a grant for a zone does not reach them.').optional(),
    ip: z.union([z.ipv4(), z.ipv6()]).describe('The address that it is used from. A token for certain addresses is refused without.').optional(),
  })
  .refine(recordsStandInZone, strayRecord);

const answer = z.strictObject({
  allowed: z.boolean(),
  code: verdict,
  /** A whole sentence for a customer; null when it is allowed. */
  detail: z.string().nullable(),
  /** null where the token is unknown, or belongs to somebody whom the caller may not ask about. */
  token: tokenView.pick({ id: true, kind: true, form: true, tenantId: true, accountId: true, name: true, access: true, expiresAt: true, state: true }).nullable(),
  denial: f.id('dny').nullable().describe('The code by which the owner of the token can open the denial, and allow what was missing. null: it is allowed, was one of many questions, or was about no operation.'),
});

const example: z.input<typeof question> = {
  ...{ token: 'pcla1HJE18Z', operation: 'DNS::mass_edit_zone', resources: ['record:_acme-challenge.example.com/TXT'] },
  ...{ zone: 'example.com', ip: '192.0.2.7' },
};

export const verifyToken = httpOperation({
  method: 'POST', path: '/v1/verify', operation: 'Portcullis::verify', target: 'caller',
  tag: 'verify', summary: 'Ask whether a token is live, or may do an operation',
  params: z.strictObject({}), query: noQuery, body: question, status: 200, answer,
  codes: [], examples: { body: example },
});

export const verifyBatch = httpOperation({
  method: 'POST', path: '/v1/verify/batch', operation: 'Portcullis::verify', target: 'caller',
  tag: 'verify', summary: 'Ask many questions at once; each token is looked at once, for all that is asked about it',
  params: z.strictObject({}), query: noQuery,
  body: z.strictObject({ items: z.array(question).min(1).max(100) }),
  status: 200,
  answer: z.strictObject({ items: z.array(answer).describe('One answer for each question, in their order.') }),
  codes: [], examples: { body: { items: [example, { token: 'pcla1HJE18Z' }] } },
});
