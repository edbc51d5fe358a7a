import { z } from 'zod';
import * as f from '../fields.js';
import { auditEntry } from '../rpc/audit.js';
import { httpOperation } from './operation.js';
import { accountParams, pageQuery, tenantParams } from './shapes.js';

const entryQuery = pageQuery.extend({
  type: z
    .string()
    .max(64)
    .regex(/^[a-z_]+(?:\.[a-z_]+)*\.?$/, 'must be an event type such as token.revoked, or the beginning of some, such as token.')
    .describe('One type, such as token.revoked; or with a dot at its end all that begin so, such as token.')
    .optional(),
  subject: z.string().max(64).regex(/^[A-Za-z0-9_-]+$/, 'must be an id').describe('The id of what it is about.').optional(),
  search: z
    .string()
    .regex(/^[^\p{Cc}]{1,100}$/u, 'must be 1-100 printable characters')
    .describe('Words, each of which stands somewhere in what is told: a name, an address, an operation, an id. Capitals count for nothing.')
    .optional(),
  since: f.timestamp.describe('Only what happened then or later.').optional(),
  until: f.timestamp.describe('Only what happened before this.').optional(),
});
const entryPage = z.strictObject({
  items: z.array(auditEntry),
  next: z.string().nullable().describe('With filters, a page may be shorter than `limit`, even empty, before the last: go on while there is `next`.'),
});

export const listAudit = httpOperation({
  method: 'GET', path: '/v1/tenants/:tenant/audit', operation: 'Portcullis::read_audit', target: 'path',
  tag: 'audit', summary: 'Read a tenant\'s audit trail, newest first',
  params: tenantParams, query: entryQuery, body: null, status: 200, answer: entryPage,
  codes: [], examples: {},
});

export const listAccountAudit = httpOperation({
  method: 'GET', path: '/v1/tenants/:tenant/accounts/:account/audit', operation: 'Portcullis::read_audit', target: 'path',
  tag: 'audit', summary: 'Read what the audit trail tells of one account and its tokens, newest first',
  params: accountParams, query: entryQuery, body: null, status: 200, answer: entryPage,
  codes: [], examples: {},
});
