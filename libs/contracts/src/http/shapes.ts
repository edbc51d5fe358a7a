import { z } from 'zod';
import * as f from '../fields.js';
import { changePosition } from '../rpc/tokens.js';

export const tenantRef = z.union([f.id('ten'), f.slug]);
export const accountRef = z.union([f.id('acc'), f.username]);
export const tenantParams = z.strictObject({ tenant: tenantRef });
export const accountParams = z.strictObject({ tenant: tenantRef, account: accountRef });

export const noQuery = z.strictObject({});
export const pageQuery = z.strictObject({
  limit: z.coerce.number<string>().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
});

/** What a power-taking call answers: which change took the power, and how many verifiers have heard of it. */
export const receipt = z.strictObject({
  id: f.id('rcp'),
  parts: z.array(changePosition),
  verifiers: z.strictObject({ live: z.int(), confirmed: z.int(), fenced: z.int() }),
  durationMs: z.number(),
});
export type Receipt = z.output<typeof receipt>;
