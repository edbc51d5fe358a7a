import { z } from 'zod';
import { authorityName } from '../enforcement/messages.js';
import * as f from '../fields.js';

const whole = z.int().min(0);
/** The changes that an event tells of: revs in a row, of one epoch of a shard's history. */
export const eventChanges = z.strictObject({ authority: authorityName, shard: f.shardNumber, epoch: whole, firstRev: whole, lastRev: whole });
export type EventChanges = z.output<typeof eventChanges>;

/**
 * A fact that happened, as it travels in JetStream: the context attributes of CloudEvents 1.0 (NATS binding, binary mode:
 * `ce-…` headers) with the data as the payload. `id` is also the `Nats-Msg-Id`, and what a consumer deduplicates by.
 */
export const event = z.strictObject({
  id: z.string(),
  /** `token.revoked`, `request.denied`, … */
  type: z.string(),
  /** `/tokens/17`: the service and shard it comes from. */
  source: z.string(),
  /** The id of the thing it is about. */
  subject: z.string(),
  /** Extension attribute `tenantid`. */
  tenantId: z.string(),
  time: z.iso.datetime(),
  /** Extension attribute `changes`. Left out: it changed nothing that a token may do, or was told by an older release. */
  changes: eventChanges.optional(),
  data: z.record(z.string(), z.unknown()),
});
export type Event = z.output<typeof event>;
