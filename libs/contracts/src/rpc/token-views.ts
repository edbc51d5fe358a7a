import { z } from 'zod';
import * as f from '../fields.js';

/** What a token may do, and under which conditions: every field of it bounds its power. */
export const tokenRights = z.strictObject({
  access: f.tokenAccess.describe('`full`: all that its owner may do. `restricted`: what `grants` say.'),
  grants: f.grants.describe('What a restricted token may do. Empty for full access.'),
  readOnly: z.boolean().describe('Only what changes nothing, whatever the grants say.'),
  notBefore: f.timestamp.nullable().describe('It cannot be used before. null: at once.'),
  expiresAt: f.timestamp.nullable().describe('It cannot be used from then on. null: until it is revoked.'),
  ipAllowlist: f.ipAllowlist.describe('The addresses and ranges that it may be used from. Empty: any.'),
  rateLimit: f.rateLimit.nullable().describe('How many requests are accepted in each window. null: only the limits of its tenant count.'),
  useQuota: f.useQuota.nullable().describe('How many requests are accepted altogether. null: any number.'),
  timeWindows: f.timeWindows.describe('When it may be used, week by week. Empty: at any time.'),
});

const catalogueVersion = f.catalogueVersion.describe('Under which version of the catalogue its grants were given: what came to a feature later they do not hold, unless that was said of it.');

/** What a token is called and found by; it bounds nothing. */
export const tokenNames = z.strictObject({
  name: f.tokenName.describe('Unique among the tokens of its owner that are not revoked.'),
  description: f.description.describe('For people.'),
  labels: f.labels.describe('For finding it again. They give and take nothing.'),
});

/** The last time that something was used; about a second behind. */
const lastUse = z.strictObject({ at: f.timestamp, ip: z.string(), agent: z.string().nullable() });

/** A token as its owner sees it. Never holds a secret or a digest. */
export const tokenView = z.strictObject({
  id: f.id('tok'),
  kind: f.tokenKind,
  form: f.tokenForm.describe('How it is carried: in a header, in the cookie of a console session, or once, in a link.'),
  tenantId: f.id('ten'),
  accountId: f.id('acc').nullable(),
  ...tokenNames.shape,
  ...tokenRights.shape,
  catalogueVersion,
  state: f.tokenState.describe('Only what is `active` or `expiring` (within 7 days) can be used.'),
  version: f.version.describe('Rises with each edit. It is the ETag, too.'),
  createdAt: f.timestamp,
  createdBy: f.id('tok').nullable().describe('The token that it was made with.'),
  createdFrom: z.string().nullable().describe('The address that it was made from.'),
  lastUsed: lastUse.nullable().describe('When, from where and by what it was last used; about a second behind.'),
  activeAt: f.timestamp.describe('When it was made, given its newest secret, or used, whichever came last: how long it has been idle is counted from then.'),
  usesLeft: z.int().min(0).nullable().describe('Of `useQuota`. What gateways hold in hand counts as used.'),
  revokedAt: f.timestamp.nullable(),
  revokedBy: f.id('tok').nullable(),
  revokedReason: f.reason.nullable(),
});
export type TokenView = z.output<typeof tokenView>;

/** One of the secrets that a token can be used with now: the current one, and for a while the one before it. */
export const credentialView = z.strictObject({
  publicId: f.publicId.describe('Names the secret in the trail. It is the part of it that may be seen.'),
  createdAt: f.timestamp,
  endsAt: f.timestamp.nullable().describe('When the secret stops working, since another has taken its place. null: the current one.'),
  uses: z.int().min(0).describe('How often it was used; about a second behind.'),
  lastUsed: lastUse.nullable().describe('When, from where and by what this secret was last used: while two work, who has not changed over yet.'),
});
export type CredentialView = z.output<typeof credentialView>;

/** What `tokens` knows of a presented credential that bounds it. `at` is the authority's clock when it read. */
export const tokenFacts = z.strictObject({
  id: f.id('tok'),
  publicId: f.publicId,
  kind: f.tokenKind,
  form: f.tokenForm,
  tenantId: f.id('ten'),
  accountId: f.id('acc').nullable(),
  name: f.tokenName,
  ...tokenRights.shape,
  catalogueVersion,
  createdAt: f.timestamp,
  /** The latest of its making, of its newest credential's, and of the last use of any of them, which is about a second behind. */
  activeAt: f.timestamp,
  /** How many uses have been handed out to gateways. */
  usesDrawn: z.int().min(0),
  credentialEndsAt: f.timestamp.nullable(),
  revokedAt: f.timestamp.nullable(),
  at: f.timestamp,
});
export type TokenFactsMessage = z.output<typeof tokenFacts>;
