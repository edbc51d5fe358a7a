import { z } from 'zod';
import { authorityStatus, liveProof, recentReceipt, revokeToDead } from '../rpc/enforcement.js';
import { httpOperation } from './operation.js';
import { noQuery } from './shapes.js';

const answer = z.strictObject({
  authorities: z.array(authorityStatus),
  receipts: z.array(recentReceipt).max(20).describe('The newest of the caller’s tenant, newest first.'),
  revokeToDead: z
    .strictObject({ tokens: revokeToDead, permissions: revokeToDead })
    .describe('Of the power-taking calls at the caller’s tenant in the last seven days, by who made the change: how long until what they took was gone everywhere.'),
  proof: z
    .strictObject({ last: liveProof.nullable(), lastHour: z.strictObject({ proofs: z.int(), failed: z.int(), slowestMs: z.number().nullable() }) })
    .describe('Once a minute a token is made, seen to work at every verifier, revoked, and seen not to work at any.'),
});

export const readEnforcement = httpOperation({
  method: 'GET', path: '/v1/enforcement', operation: 'Portcullis::read_enforcement', target: 'caller',
  tag: 'receipts', summary: 'See who answers from memory, how far each has come, and how long it takes until what is revoked is dead everywhere',
  params: z.strictObject({}), query: noQuery, body: null, status: 200, answer,
  codes: [], examples: {},
});
