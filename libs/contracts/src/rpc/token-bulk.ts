import { z } from 'zod';
import * as f from '../fields.js';
import { contract } from './contract.js';
import { ENFORCING_DEADLINE_MS, enforcing, receipt } from './receipt.js';

const service = 'tokens';
/** A hundred thousand rows take their time; and after that whoever answers from memory is waited for. */
const deadlineMs = 60_000 + ENFORCING_DEADLINE_MS;

/** Who would be revoked by such a call, or was. */
export const selectedToken = z.strictObject({ id: f.id('tok'), name: f.tokenName, accountId: f.id('acc').nullable() });

/** All that are not revoked yet and for which each of these is true; null: any. */
const selection = z.strictObject({
  kind: f.tokenKind.nullable(),
  createdBefore: f.timestamp.nullable(),
  label: f.labelFilter.nullable(),
  /** Full access, or a grant that allows something by one of these: by name, whichever of its names; `Email::*` for all of a module. */
  selectors: z
    .strictObject({ operations: z.array(z.string().max(120)).max(5000), features: z.array(f.featureId).max(1000), presets: z.array(f.presetName).max(1000) })
    .nullable(),
});

export const revokeTokens = contract({
  service,
  name: 'revoke_tokens',
  request: z.strictObject({
    ...enforcing,
    caller: f.caller,
    tenantId: f.id('ten'),
    /** Null: those of the tenant itself, and of all its accounts. Never those of a tenant below. */
    accountId: f.id('acc').nullable(),
    /** Null: every one that was made before now. */
    selection: selection.nullable(),
    /** For the trail: what the caller asked for, as it was asked. */
    where: z.record(z.string(), z.unknown()),
    dryRun: z.boolean(),
    reason: f.reason.nullable(),
    idempotency: f.idempotency.nullable(),
  }),
  reply: z.strictObject({
    /** Null: all there were, and nobody counted them. */
    count: z.int().min(0).nullable(),
    /** The oldest of them, where they were counted. */
    first: z.array(selectedToken).max(20),
    /** Null: it was a dry run. */
    enforcement: receipt.nullable(),
  }),
  deadlineMs,
  refusals: ['idempotency_key_reused', 'idempotency_in_progress', 'secret_already_shown'],
  idempotent: false,
});

/** What became of a token that was reported. Whoever holds its text learns no more of it. */
export const reported = z.enum(['revoked', 'already_dead', 'unknown']);

/** All of one shard, whosever they are. */
export const reportLeaks = contract({
  service,
  name: 'report_leaks',
  request: z.strictObject({
    ...enforcing,
    caller: f.caller,
    credentials: z.array(z.strictObject({ publicId: f.publicId, digest: f.digest })).min(1).max(1000),
    reason: f.reason.nullable(),
  }),
  /** One for each, in their order. */
  reply: z.strictObject({ items: z.array(reported), enforcement: receipt }),
  deadlineMs: 15_000 + ENFORCING_DEADLINE_MS,
  refusals: [],
  idempotent: true,
});
