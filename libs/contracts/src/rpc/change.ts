import { z } from 'zod';
import * as f from '../fields.js';

/** The place of a change in its authority's history: what a receipt names. */
export const changePosition = z.strictObject({
  authority: z.enum(['tokens', 'permissions']),
  shard: f.shardNumber,
  epoch: z.string().regex(/^\d+$/),
  rev: z.string().regex(/^\d+$/),
});
export type ChangePosition = z.output<typeof changePosition>;

/** How far the history of the answering authority had come in the shard before the rows were read that go with it. */
export const readPosition = z.strictObject({ epoch: z.int().min(0), rev: z.int().min(0) });
export type ReadPosition = z.output<typeof readPosition>;
