import { z } from 'zod';
import * as f from '../fields.js';
import { contract } from './contract.js';

/** One entry of a tenant's trail, numbered from 1 without gaps. */
export const auditEntry = z.strictObject({
  seq: z.int().min(1),
  id: f.id('evt'),
  type: z.string(),
  subject: z.string(),
  time: f.timestamp,
  data: z.record(z.string(), z.unknown()),
});
export type AuditEntry = z.output<typeof auditEntry>;

export const listEntries = contract({
  service: 'audit',
  name: 'list_entries',
  /** Newest first. */
  request: z.strictObject({
    tenantId: f.id('ten'),
    filter: z.strictObject({ type: z.string().max(64).nullable(), subject: z.string().max(64).nullable() }),
    ...f.page,
  }),
  reply: z.strictObject({ items: z.array(auditEntry), next: z.string().nullable() }),
  refusals: ['invalid_request'],
  deadlineMs: 3000,
  idempotent: true,
});

/** The first entry that tells a denial by this code; null: there is none, it is another tenant's, or too long ago. */
export const findDenial = contract({
  service: 'audit',
  name: 'find_denial',
  request: z.strictObject({ tenantId: f.id('ten'), denial: f.id('dny') }),
  reply: z.strictObject({ entry: auditEntry.nullable() }),
  refusals: [],
  deadlineMs: 2000,
  idempotent: true,
});
