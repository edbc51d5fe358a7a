import { z } from 'zod';
import * as f from '../fields.js';
import { contract } from './contract.js';

/** A token as its owner sees it. Never holds a secret or a digest. */
export const tokenView = z.strictObject({
  id: f.id('tok'),
  kind: f.tokenKind,
  tenantId: f.id('ten'),
  accountId: f.id('acc').nullable(),
  name: f.tokenName,
  description: f.description,
  access: f.tokenAccess,
  grants: f.grants,
  expiresAt: f.timestamp.nullable(),
  state: f.tokenState,
  createdAt: f.timestamp,
  createdBy: f.id('tok').nullable(),
  revokedAt: f.timestamp.nullable(),
});
export type TokenView = z.output<typeof tokenView>;

/** What `tokens` knows of a presented credential that bounds it. `at` is the authority's clock when it read. */
export const tokenFacts = z.strictObject({
  id: f.id('tok'),
  publicId: f.publicId,
  kind: f.tokenKind,
  tenantId: f.id('ten'),
  accountId: f.id('acc').nullable(),
  name: f.tokenName,
  access: f.tokenAccess,
  grants: f.grants,
  expiresAt: f.timestamp.nullable(),
  revokedAt: f.timestamp.nullable(),
  at: f.timestamp,
});
export type TokenFactsMessage = z.output<typeof tokenFacts>;

/** The place of a change in its authority's history: what a receipt names. */
export const changePosition = z.strictObject({
  authority: z.enum(['tokens', 'permissions']),
  shard: f.shardNumber,
  epoch: z.string().regex(/^\d+$/),
  rev: z.string().regex(/^\d+$/),
});
export type ChangePosition = z.output<typeof changePosition>;

/** `accountId` null: a token of the tenant itself. */
const owner = z.strictObject({ tenantId: f.id('ten'), accountId: f.id('acc').nullable() });

export const createToken = contract({
  service: 'tokens',
  name: 'create_token',
  request: z.strictObject({
    caller: f.caller,
    owner,
    /** Made by the gateway, so that the secret never travels. */
    id: f.id('tok'),
    credential: z.strictObject({ publicId: f.publicId, digest: f.digest }),
    kind: f.tokenKind,
    name: f.tokenName,
    description: f.description,
    access: f.tokenAccess,
    grants: f.grants,
    expiresAt: f.timestamp.nullable(),
  }),
  reply: z.strictObject({ token: tokenView }),
  refusals: ['invalid_token', 'exceeds_caller', 'name_taken', 'expiry_in_past', 'operation_unknown'],
  deadlineMs: 3000,
  idempotent: false,
});

export const readToken = contract({
  service: 'tokens',
  name: 'read_token',
  /** `accountId` null: any token of the tenant. */
  request: z.strictObject({ tenantId: f.id('ten'), accountId: f.id('acc').nullable(), tokenId: f.id('tok') }),
  reply: z.strictObject({ token: tokenView }),
  refusals: ['not_found'],
  deadlineMs: 2000,
  idempotent: true,
});

export const listTokens = contract({
  service: 'tokens',
  name: 'list_tokens',
  /** `accountId` null: every token of the tenant. */
  request: z.strictObject({ tenantId: f.id('ten'), accountId: f.id('acc').nullable(), ...f.page }),
  reply: z.strictObject({ items: z.array(tokenView), next: z.string().nullable() }),
  refusals: ['invalid_request'],
  deadlineMs: 3000,
  idempotent: true,
});

export const revokeToken = contract({
  service: 'tokens',
  name: 'revoke_token',
  request: z.strictObject({ caller: f.caller, tenantId: f.id('ten'), accountId: f.id('acc').nullable(), tokenId: f.id('tok') }),
  /** A token that was revoked before answers with the change that took its power. */
  reply: z.strictObject({ token: tokenView, change: changePosition }),
  refusals: ['not_found'],
  deadlineMs: 3000,
  idempotent: true,
});

export const resolveCredential = contract({
  service: 'tokens',
  name: 'resolve_credential',
  request: z.strictObject({ publicId: f.publicId, digest: f.digest }),
  reply: z.strictObject({ token: tokenFacts }),
  /** Unknown public id and wrong secret alike. */
  refusals: ['invalid_token'],
  deadlineMs: 2000,
  idempotent: true,
});
