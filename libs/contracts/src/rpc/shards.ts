import { z } from 'zod';
import { position, type AuthorityName } from '../enforcement/messages.js';
import * as f from '../fields.js';
import { contract } from './contract.js';

/** Of one shard whether its authority answers for it. */
export const shardState = z.strictObject({
  shard: f.shardNumber,
  state: z.enum(['serving', 'recovering', 'moving']),
  ...position.shape,
  /** How far its history is known, while what came after is looked for; null: all of it is known. */
  since: position.nullable(),
});

function shardsOf(service: AuthorityName) {
  return {
    list: contract({
      service,
      name: 'list_shards',
      request: z.strictObject({}),
      reply: z.strictObject({ items: z.array(shardState).max(64) }),
      refusals: [],
      deadlineMs: 3000,
      idempotent: true,
    }),
    acceptLoss: contract({
      service,
      name: 'accept_loss',
      /** `shards` null: all that wait. */
      request: z.strictObject({ caller: f.caller, shards: z.array(f.shardNumber).min(1).max(64).nullable() }),
      /** Those that waited, and serve now. */
      reply: z.strictObject({ accepted: z.array(f.shardNumber).max(64) }),
      refusals: [],
      deadlineMs: 30_000,
      idempotent: true,
    }),
  } as const;
}

/** For operators: which shards an authority serves, and to let them serve although something of their history is missing. */
export const SHARDS_OF = { tokens: shardsOf('tokens'), permissions: shardsOf('permissions') } as const;
