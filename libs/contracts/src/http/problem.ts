import { z } from 'zod';
import { CODES, type Code } from '../codes.js';
import * as f from '../fields.js';

/** Every refusal on `/v1`, as `application/problem+json` (RFC 9457). */
export const problem = z.strictObject({
  /** Leads to the page that explains the code. */
  type: z.url(),
  title: z.string(),
  status: z.int().min(400).max(599),
  /** What is wrong with this request. Never repeats a secret. */
  detail: z.string(),
  code: z.enum(Object.keys(CODES) as [Code, ...Code[]]),
  request_id: f.id('req'),
  /** RFC 6901 pointers into the body; `query:`, `path:` or `header:` before them for the other places. */
  errors: z.array(z.strictObject({ pointer: z.string(), detail: z.string() })).optional(),
  denial: f.id('dny').describe('There where a token was denied an operation: the code by which its owner can open that denial, and allow what was missing.').optional(),
});
export type ProblemBody = z.output<typeof problem>;
