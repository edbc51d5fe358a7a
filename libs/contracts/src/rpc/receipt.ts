import { z } from 'zod';
import * as f from '../fields.js';
import { changePosition } from './change.js';
import { contract } from './contract.js';

const count = z.int().min(0);

/** What a power-taking call answers: which changes took the power, and which verifiers have heard of them. */
export const receipt = z.strictObject({
  id: f.id('rcp'),
  parts: z.array(changePosition).describe('Empty when nothing was left to take, and what took it is long over.'),
  verifiers: z.strictObject({
    live: count.describe('Who answered from memory when the change was committed, and was waited for.'),
    confirmed: count.describe('Of those, who said that the change is in force there.'),
    fenced: count.describe('Of those, who were silent until they had to stop answering from memory.'),
  }),
  durationMs: z.number().min(0),
  pending: z.boolean().describe('Whether verifiers are still waited for. False: what was taken is gone everywhere.'),
});
export type Receipt = z.output<typeof receipt>;

/** Whether whoever asks waits until what they take is gone everywhere, or is answered at commit and reads the receipt later. */
export const enforcing = { respondAsync: z.boolean() };

/** A lease that has just been renewed runs out, and the call itself: nobody gives up on it before. */
export const ENFORCING_DEADLINE_MS = 7000;

function readReceipt(service: 'tokens' | 'permissions') {
  return contract({
    service,
    name: 'read_receipt',
    /** `accountId` null: any receipt of the tenant's. */
    request: z.strictObject({ tenantId: f.id('ten'), accountId: f.id('acc').nullable(), receiptId: f.id('rcp') }),
    reply: z.strictObject({ receipt }),
    deadlineMs: 2000,
    refusals: ['not_found'],
    idempotent: true,
  });
}

/** Each authority keeps those of its own changes, and an id does not say whose it is. */
export const RECEIPT_OF = { tokens: readReceipt('tokens'), permissions: readReceipt('permissions') } as const;
