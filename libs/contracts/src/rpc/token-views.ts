import { z } from 'zod';
import * as f from '../fields.js';

/** What a token may do, and under which conditions: every field of it bounds its power. */
export const tokenRights = z.strictObject({
  access: f.tokenAccess,
  grants: f.grants,
  readOnly: z.boolean(),
  notBefore: f.timestamp.nullable(),
  expiresAt: f.timestamp.nullable(),
  ipAllowlist: f.ipAllowlist,
  rateLimit: f.rateLimit.nullable(),
  useQuota: f.useQuota.nullable(),
});

/** A token as its owner sees it. Never holds a secret or a digest. */
export const tokenView = z.strictObject({
  id: f.id('tok'),
  kind: f.tokenKind,
  form: f.tokenForm,
  tenantId: f.id('ten'),
  accountId: f.id('acc').nullable(),
  name: f.tokenName,
  description: f.description,
  labels: f.labels,
  ...tokenRights.shape,
  state: f.tokenState,
  version: f.version,
  createdAt: f.timestamp,
  createdBy: f.id('tok').nullable(),
  /** The address it was made from. */
  createdFrom: z.string().nullable(),
  /** About a second behind. */
  lastUsed: z.strictObject({ at: f.timestamp, ip: z.string(), agent: z.string().nullable() }).nullable(),
  /** Of `useQuota`; what gateways hold in hand counts as used. */
  usesLeft: z.int().min(0).nullable(),
  revokedAt: f.timestamp.nullable(),
  revokedBy: f.id('tok').nullable(),
  revokedReason: f.reason.nullable(),
});
export type TokenView = z.output<typeof tokenView>;

/** One of the secrets that a token can be used with now: the current one, and for a while the one before it. */
export const credentialView = z.strictObject({
  publicId: f.publicId,
  createdAt: f.timestamp,
  /** Null: the current one. */
  endsAt: f.timestamp.nullable(),
  /** How often it was used; about a second behind. */
  uses: z.int().min(0),
  lastUsedAt: f.timestamp.nullable(),
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
  /** How many uses have been handed out to gateways. */
  usesDrawn: z.int().min(0),
  credentialEndsAt: f.timestamp.nullable(),
  revokedAt: f.timestamp.nullable(),
  at: f.timestamp,
});
export type TokenFactsMessage = z.output<typeof tokenFacts>;
