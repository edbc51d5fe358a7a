import { z } from 'zod';
import * as f from '../fields.js';
import { readPosition } from './change.js';
import { contract } from './contract.js';
import { enforcing, ENFORCING_DEADLINE_MS, receipt } from './receipt.js';
import { effectivePolicyView } from './tenancy-views.js';
import { credentialView, tokenFacts, tokenRights, tokenView } from './token-views.js';

export * from './token-bulk.js';

const service = 'tokens';
const write = { service, deadlineMs: 3000, idempotent: false } as const;
const takePower = { service, deadlineMs: ENFORCING_DEADLINE_MS, idempotent: false } as const;
const read = { service, deadlineMs: 2000, idempotent: true } as const;

/** `accountId` null: a token of the tenant itself. */
const owner = z.strictObject({ tenantId: f.id('ten'), accountId: f.id('acc').nullable() });
/** `accountId` null: any token of the tenant. */
const tokenRef = z.strictObject({ tenantId: f.id('ten'), accountId: f.id('acc').nullable(), tokenId: f.id('tok') });
/** Made by the gateway, so that the secret never travels. */
const newCredential = z.strictObject({ publicId: f.publicId, digest: f.digest });
/** In the answer to a repeated request: what the gateway sealed the first time. Null where nothing was repeated. */
const replayed = f.sealed.nullable();
const idempotencyRefusals = ['idempotency_key_reused', 'idempotency_in_progress', 'secret_already_shown'] as const;
/** Whatever asks for such rights makes no sense, whoever asks. */
const refusalsOfRights = ['expiry_in_past', 'never_valid', 'operation_unknown', 'preset_misfit', 'confirmation_required', 'escalating_too_long', 'policy_forbids'] as const;
const withCredentials = { token: tokenView, credentials: z.array(credentialView) };

export const createToken = contract({
  ...write,
  name: 'create_token',
  request: z.strictObject({
    ...tokenRights.shape,
    caller: f.caller,
    owner,
    id: f.id('tok'),
    credential: newCredential,
    kind: f.tokenKind,
    name: f.tokenName,
    description: f.description,
    labels: f.labels,
    confirmEscalating: z.boolean(),
    /** What holds for the owner's tenant, as the gateway read it of the authority for that. */
    policy: effectivePolicyView,
    idempotency: f.idempotencyWithSecret.nullable(),
  }),
  reply: z.strictObject({ token: tokenView, replayed }),
  refusals: ['invalid_token', 'exceeds_caller', 'name_taken', ...refusalsOfRights, ...idempotencyRefusals],
});

export const readToken = contract({
  ...read,
  name: 'read_token',
  request: tokenRef,
  reply: z.strictObject(withCredentials),
  refusals: ['not_found'],
});

const selectors = z.strictObject({
  /** By name, whichever of its names; `Email::*` for all of a module. */
  operations: z.array(z.string().max(120)).max(100),
  features: z.array(f.featureId).max(1000),
  presets: z.array(f.presetName).max(1000),
});

export const listTokens = contract({
  ...read,
  name: 'list_tokens',
  deadlineMs: 3000,
  /** `accountId` null: every token of the tenant. Each filter null: any. */
  request: z.strictObject({
    tenantId: f.id('ten'),
    accountId: f.id('acc').nullable(),
    filter: z.strictObject({
      /** Suspension is the owner's: it is no state that this service could filter by. */
      state: f.tokenState.exclude(['suspended']).nullable(),
      kind: f.tokenKind.nullable(),
      form: f.tokenForm,
      access: f.tokenAccess.nullable(),
      label: f.labelFilter.nullable(),
      createdBefore: f.timestamp.nullable(),
      /** What the name begins with. */
      name: f.tokenName.nullable(),
      /** Only living tokens that could do something by one of these: full access, or a grant that allows by it. Some more may be there. */
      selectors: selectors.nullable(),
    }),
    sort: z.enum(['createdAt', '-createdAt', 'name', '-name']),
    ...f.page,
  }),
  reply: z.strictObject({ items: z.array(tokenView), next: z.string().nullable() }),
  refusals: ['invalid_request'],
});

export const editToken = contract({
  ...takePower,
  name: 'edit_token',
  request: tokenRef.extend({
    ...enforcing,
    caller: f.caller,
    /** Null: whichever it is. */
    expectedVersion: f.version.nullable(),
    changes: tokenRights.extend({ name: f.tokenName, description: f.description, labels: f.labels }).partial(),
    confirmEscalating: z.boolean(),
    policy: effectivePolicyView,
  }),
  /** `enforcement` null: nothing of the token's power was touched. */
  reply: z.strictObject({ token: tokenView, enforcement: receipt.nullable() }),
  refusals: [
    'not_found', 'precondition_failed', 'token_revoked', 'invalid_token', 'exceeds_caller', 'name_taken', 'access_cannot_widen', 'invalid_request',
    ...refusalsOfRights,
  ],
});

export const regenerateToken = contract({
  ...takePower,
  name: 'regenerate_token',
  request: tokenRef.extend({
    ...enforcing,
    caller: f.caller,
    credential: newCredential,
    overlapSeconds: f.overlapSeconds,
    idempotency: f.idempotencyWithSecret.nullable(),
  }),
  reply: z.strictObject({ ...withCredentials, enforcement: receipt, replayed }),
  /** `invalid_request`: sessions and links have one secret and no other. */
  refusals: ['not_found', 'token_revoked', 'invalid_token', 'exceeds_caller', 'invalid_request', ...idempotencyRefusals],
});

/** Ends the secret that was replaced. Where none is left, waits for the change that ended the last one, or the newest. */
export const finishRegeneration = contract({
  ...takePower,
  name: 'finish_regeneration',
  idempotent: true,
  request: tokenRef.extend({ ...enforcing, caller: f.caller }),
  /** `enforcement` null: it had no other secret, or it is long gone. */
  reply: z.strictObject({ ...withCredentials, enforcement: receipt.nullable() }),
  refusals: ['not_found'],
});

export const revokeToken = contract({
  ...takePower,
  name: 'revoke_token',
  idempotent: true,
  request: tokenRef.extend({ ...enforcing, caller: f.caller, expectedVersion: f.version.nullable(), reason: f.reason.nullable() }),
  /** For a token that was revoked before, the change that took its power is waited for. */
  reply: z.strictObject({ token: tokenView, enforcement: receipt }),
  refusals: ['not_found', 'precondition_failed'],
});

/** A link: one use, 60 s, and good for opening a session of its owner with full access. */
export const createLink = contract({
  ...write,
  name: 'create_link',
  request: z.strictObject({
    caller: f.caller,
    owner,
    kind: f.tokenKind,
    id: f.id('tok'),
    credential: newCredential,
    idempotency: f.idempotencyWithSecret.nullable(),
  }),
  reply: z.strictObject({ token: tokenView, replayed }),
  refusals: ['invalid_token', 'exceeds_caller', ...idempotencyRefusals],
});

/** The caller is a link that has just spent its one use, or a token with full access. */
export const openSession = contract({
  ...write,
  name: 'open_session',
  request: z.strictObject({ caller: f.caller, id: f.id('tok'), credential: newCredential }),
  reply: z.strictObject({ token: tokenView }),
  refusals: ['invalid_token', 'exceeds_caller'],
});

/** The calling session alone, or every session of its owner and every link to one; each of them is a change. */
export const endSessions = contract({
  ...takePower,
  name: 'end_sessions',
  idempotent: true,
  request: z.strictObject({ ...enforcing, caller: f.caller, which: z.enum(['own', 'all']) }),
  reply: z.strictObject({ ended: z.int(), enforcement: receipt }),
  refusals: [],
});

export const resolveCredential = contract({
  ...read,
  name: 'resolve_credential',
  request: z.strictObject({ publicId: f.publicId, digest: f.digest }),
  reply: z.strictObject({ token: tokenFacts, stamp: readPosition }),
  /** Unknown public id and wrong secret alike. */
  refusals: ['invalid_token'],
});

const rateDraw = z.strictObject({ limit: f.rateLimit, want: z.int().min(1).max(100_000) });
/** What was left of the window, after this draw, for everybody; and when the window ends by the authority's clock. */
const drawn = z.strictObject({ granted: z.int().min(0), left: z.int().min(0), endsAt: f.timestamp });

/** A part of what a token may still do in this window, or ever, drawn before it is used: what a crash loses is lost. */
export const drawAllowance = contract({
  ...write,
  name: 'draw_allowance',
  deadlineMs: 1500,
  request: z.strictObject({
    tenantId: f.id('ten'),
    tokenId: f.id('tok'),
    tokenRate: rateDraw.nullable(),
    tenantRate: rateDraw.nullable(),
    uses: z.strictObject({ want: z.int().min(1).max(100_000) }).nullable(),
  }),
  reply: z.strictObject({
    tokenRate: drawn.nullable(),
    tenantRate: drawn.nullable(),
    uses: z.strictObject({ granted: z.int().min(0), left: z.int().min(0) }).nullable(),
    /** The authority's clock. */
    at: f.timestamp,
  }),
  refusals: [],
});

/** Who has used what, told from time to time. What is not known is passed over: a token may be gone meanwhile. */
export const recordUses = contract({
  ...write,
  name: 'record_uses',
  request: z.strictObject({
    tenantId: f.id('ten'),
    uses: z
      .array(
        z.strictObject({
          tokenId: f.id('tok'),
          publicId: f.publicId,
          count: z.int().min(1),
          at: f.timestamp,
          ip: z.string().max(64),
          agent: f.agent.nullable(),
        }),
      )
      .max(500),
  }),
  reply: z.strictObject({}),
  refusals: [],
});

/**
 * Takes grants that are for one call, each with `once`, from their token: all of them or, when one is not there any more, none.
 * `caller` is the token itself, as it was presented.
 */
export const spendGrant = contract({
  ...write,
  name: 'spend_grant',
  deadlineMs: 1500,
  request: z.strictObject({ caller: f.caller, tenantId: f.id('ten'), tokenId: f.id('tok'), grants: z.array(f.grant).min(1).max(20) }),
  reply: z.strictObject({ spent: z.boolean() }),
  refusals: [],
});

/** Brings a batch of credentials under the current key. `next` null: there are no more. */
export const rekeyCredentials = contract({
  ...write,
  name: 'rekey_credentials',
  idempotent: true,
  request: z.strictObject({ cursor: z.string().max(300).nullable(), limit: z.int().min(1).max(1000) }),
  reply: z.strictObject({ rekeyed: z.int(), next: z.string().nullable() }),
  refusals: ['invalid_request'],
});
