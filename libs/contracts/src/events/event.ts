import { z } from 'zod';

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
  data: z.record(z.string(), z.unknown()),
});
export type Event = z.output<typeof event>;
