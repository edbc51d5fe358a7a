import { z } from 'zod';
import { authorityName } from '../enforcement/messages.js';
import * as f from '../fields.js';
import { contract } from './contract.js';
import { receipt } from './receipt.js';

const count = z.int().min(0);
const milliseconds = z.number().min(0);

/** How long power-taking calls of one tenant have waited until what they took was gone everywhere. */
export const revokeToDead = z.strictObject({
  count,
  p50Ms: milliseconds.nullable().describe('null: there was none.'),
  p99Ms: milliseconds.nullable(),
  maxMs: milliseconds.nullable(),
  buckets: z.array(z.strictObject({ upToMs: milliseconds.nullable().describe('null: however long.'), count })).describe('How many took at most so long, and longer than the bound before.'),
});

export const verifierStatus = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{16}$/).describe('Tells verifiers apart. What they are called with among themselves is secret.'),
  name: z.string().describe('What operators call the process.'),
  renewedAt: f.timestamp,
  lagRevs: count.describe('How many changes were not in force there when it was heard of last.'),
});

/** One authority, as it stands. */
export const authorityStatus = z.strictObject({
  authority: authorityName,
  epoch: z.string().regex(/^\d+$/).nullable().describe('Rises when history may have been lost. null: nothing is served.'),
  shardsServing: count.max(64).describe('Fewer than 64: the others wait until what was lost is brought back.'),
  verifiers: z.array(verifierStatus).describe('Who may answer from memory.'),
  refused: z.array(z.strictObject({ name: z.string(), until: f.timestamp })).describe('Who may not, since they have kept too many calls waiting.'),
});
export type AuthorityStatusView = z.output<typeof authorityStatus>;

export const recentReceipt = receipt.extend({ takenAt: f.timestamp });

/** A token that was made to be revoked, and what every verifier said of it. */
export const liveProof = z.strictObject({
  at: f.timestamp,
  verifiers: count.describe('How many had a lease when it was revoked.'),
  seenAlive: count.describe('How many took it before.'),
  seenDead: count.describe('How many took it no more, once the revoke had returned.'),
  acceptedAfter: count.describe('How many took it still: never more than 0.'),
  revokeMs: milliseconds.nullable().describe('How long the revoke took. null: it could not be tried.'),
});
export type LiveProof = z.output<typeof liveProof>;

function readEnforcement(service: 'tokens' | 'permissions') {
  return contract({
    service,
    name: 'read_enforcement',
    request: z.strictObject({ tenantId: f.id('ten') }),
    reply: z.strictObject({
      status: authorityStatus,
      receipts: z.array(recentReceipt).max(20),
      revokeToDead,
      /** Newest first; of `permissions` none. */
      proofs: z.array(liveProof).max(60),
    }),
    deadlineMs: 2000,
    refusals: [],
    idempotent: true,
  });
}

/** What each authority knows of how its changes spread, and of the tenant's own. */
export const ENFORCEMENT_OF = { tokens: readEnforcement('tokens'), permissions: readEnforcement('permissions') } as const;
export type EnforcementView = z.output<(typeof ENFORCEMENT_OF)['tokens']['reply']>;
