import { z } from 'zod';
import * as f from '../fields.js';

/** A denial as the holder of the token sees it, whichever door it was at. */
export const denialView = z.strictObject({
  id: f.id('dny'),
  time: f.timestamp.describe('Of the first of them: the same denial, told again soon, has the same code.'),
  code: z.string().describe('Why not, in a word.'),
  detail: z.string().describe('Why not, in a sentence.'),
  operation: z.string().describe('What the token was used for; `panel` where that could not be read.'),
  resources: z.array(z.string()).describe('The first of what the call touches, as far as it may be told.'),
  ip: z.string().describe('Where it came from.'),
  requestId: f.id('req').describe('Names that one request, in logs and in the trail.'),
  token: z.strictObject({
    id: f.id('tok'),
    name: f.tokenName.nullable(),
    publicId: f.publicId.describe('Names the secret that it was used with.'),
    accountId: f.id('acc').nullable(),
    state: f.tokenState.nullable().describe('As it is now. null: the token is no longer kept.'),
  }),
  grant: f.grant.nullable().describe('The one grant that would have made it an allowance. null: no grant would have, or telling it could show a secret.'),
  words: z.string().nullable().describe('The same for people.'),
  state: z.enum(['missing', 'allowed', 'not_grantable']).describe('Whether the token holds that grant by now.'),
  once: z.boolean().describe('It is allowed to the next call that needs it, and to no other.'),
  until: f.timestamp.nullable().describe('When what it is allowed ends. null: with the token, or with the next call.'),
});
export type DenialView = z.output<typeof denialView>;
