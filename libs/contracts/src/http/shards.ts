import { z } from 'zod';
import { authorityName } from '../enforcement/messages.js';
import * as f from '../fields.js';
import { shardState } from '../rpc/shards.js';
import { httpOperation } from './operation.js';
import { noQuery } from './shapes.js';

export const listShards = httpOperation({
  method: 'GET', path: '/v1/shards', operation: 'Portcullis::list_shards', target: 'caller',
  tag: 'shards', summary: 'Which shards the authorities serve, and which wait for what was lost',
  params: z.strictObject({}), query: noQuery, body: null,
  status: 200, answer: z.strictObject({ items: z.array(z.strictObject({ authority: authorityName, ...shardState.shape })) }),
  codes: [], examples: {},
});

export const acceptLoss = httpOperation({
  method: 'POST', path: '/v1/shards/accept-loss', operation: 'Portcullis::accept_loss', target: 'caller',
  tag: 'shards', summary: 'Let shards serve although some of their history is lost: what was revoked in it may be accepted again',
  params: z.strictObject({}), query: noQuery,
  body: z.strictObject({
    authority: authorityName,
    shards: z.array(f.shardNumber).min(1).max(64).meta({ description: 'Left out: all that wait.' }).optional(),
  }),
  status: 200, answer: z.strictObject({ accepted: z.array(f.shardNumber).meta({ description: 'Those that waited, and serve now.' }) }),
  codes: [], examples: { body: { authority: 'tokens', shards: [17] } },
});
