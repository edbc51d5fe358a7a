import { z } from 'zod';
import { authorityName, position } from '../enforcement/messages.js';
import { event } from '../events/event.js';
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
  /** Newest first. A page may hold fewer than `limit`, even none, before the last. */
  request: z.strictObject({
    tenantId: f.id('ten'),
    filter: z.strictObject({
      /** What is about this account: itself, its tokens, and what these were denied. */
      accountId: f.id('acc').nullable(),
      /** One type; or with a dot at its end, all that begin so. */
      type: z.string().max(64).nullable(),
      subject: z.string().max(64).nullable(),
      /** Words, each of which stands in what an entry tells. */
      search: z.string().max(200).nullable(),
      since: f.timestamp.nullable(),
      until: f.timestamp.nullable(),
    }),
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

/** What happened in an authority's history of the call's shard after a place in it, in order: for an authority that has lost some of it. */
export const readChanges = contract({
  service: 'audit',
  name: 'read_changes',
  request: z.strictObject({ authority: authorityName, after: position, ...f.page }),
  /** Each event with its place. Those of one transaction may stand at the same one. */
  reply: z.strictObject({ items: z.array(event.required({ changes: true })), next: z.string().nullable() }),
  refusals: ['invalid_request'],
  deadlineMs: 3000,
  idempotent: true,
});
