import { z } from 'zod';
import * as f from '../fields.js';

/** What authorities and verifiers tell each other beside requests; docs/adr/0028 says what rests on it. */

export const authorityName = z.enum(['tokens', 'permissions']);
export type AuthorityName = z.output<typeof authorityName>;

const count = z.int().min(0);
export const position = z.strictObject({ epoch: count, rev: count });
/** 128 random bits in hex. Secret: who knows it can forge confirmations. */
const verifierId = z.string().regex(/^[0-9a-f]{32}$/);
/** What operators call the process. */
const verifierName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/);

export const target = z.strictObject({
  kind: z.enum(['token', 'account', 'tenant', 'feature_list', 'barrier']),
  tenantId: f.id('ten'),
  id: z.string().min(1).max(64),
});

const change = z.strictObject({ shard: f.shardNumber, ...position.shape, target });
export type ChangeMessage = z.output<typeof change>;

/** A verifier asks an authority for its lease. Answered by `renewalReply`, or by nothing. */
export const renewalRequest = z.strictObject({
  verifier: verifierId,
  name: verifierName,
  n: z.int().min(1),
  shards: z.array(z.strictObject({ shard: f.shardNumber, position: position.nullable() })).max(64),
});

export const renewalReply = z.strictObject({
  n: z.int().min(1),
  /** Of the authority, RFC 3339: when it answered. */
  at: f.timestamp,
  /** No lease for so long, in milliseconds: this host has kept too many revokes waiting. 0: it has one. */
  refusedForMs: count,
  shards: z
    .array(z.strictObject({ shard: f.shardNumber, ...position.shape, afresh: z.boolean(), complete: z.boolean(), changes: z.array(change) }))
    .max(64),
});

/** A verifier answers nothing from memory any more, by what it was granted up to this renewal. Its row goes while its `n` is no greater. */
export const leaseEnd = z.strictObject({ verifier: verifierId, n: count, end: z.literal(true) });

/** What comes in where leases are asked for. */
export const leaseMessage = z.union([renewalRequest, leaseEnd]);

/** Changes that were committed. To be confirmed at `confirmTo`, each time it comes. */
export const changesBroadcast = z.strictObject({ authority: authorityName, changes: z.array(change).min(1).max(1000), confirmTo: z.string().max(200) });

/** Everything up to here is in force at this verifier. */
export const confirmation = z.strictObject({ verifier: verifierId, positions: z.array(z.strictObject({ shard: f.shardNumber, ...position.shape })).min(1).max(64) });

/** What a process is to take for its host's doing. Said by tests alone, and heard where development allows it. */
export const hostControl = z.strictObject({
  /** How far its wall clock is ahead of the host's from now on; below 0: behind. */
  wallClockAheadMs: z.int().min(-86_400_000).max(86_400_000),
});

/** Every verifier is asked whether it takes this credential. To be answered at `answerTo`. */
export const probe = z.strictObject({
  id: z.string().min(1).max(64),
  shard: f.shardNumber,
  publicId: f.publicId,
  digest: f.digest,
  answerTo: z.string().max(200),
});

/** `verifier`: the first 16 hex digits of the SHA-256 of its id. `alive`: whether it takes the credential, somewhere at some time. */
export const proof = z.strictObject({
  id: z.string().min(1).max(64),
  verifier: z.string().regex(/^[0-9a-f]{16}$/),
  name: verifierName,
  alive: z.boolean(),
});

export type RenewalRequestMessage = z.output<typeof renewalRequest>;
export type RenewalReplyMessage = z.output<typeof renewalReply>;
export type LeaseEndMessage = z.output<typeof leaseEnd>;
export type ChangesBroadcast = z.output<typeof changesBroadcast>;
export type Confirmation = z.output<typeof confirmation>;
export type Proof = z.output<typeof proof>;
