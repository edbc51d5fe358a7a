import { intersectRanges, type Instant } from '@portcullis/kernel';
import type { TokenAccess } from './facts.js';
import { describeGrant, type Grant } from './grant.js';
import type { TenantPolicy } from './policy.js';
import type { PrincipalKind } from './principal.js';
import { SESSION_IDLE_SECONDS } from './session-limits.js';

/** What a policy looks at of a token. */
export interface TokenUnderPolicy {
  readonly kind: PrincipalKind;
  /** Sessions and links end by themselves, and soon (`session-limits.ts`); of them the policy bounds nothing but the addresses. */
  readonly form: 'token' | 'session' | 'link';
  readonly access: TokenAccess;
  readonly grants: readonly Grant[];
  readonly expiresAt: Instant | null;
  /** Empty: from anywhere. */
  readonly ipAllowlist: readonly string[];
  readonly createdAt: Instant;
  /** When it was last known to be of use: made, used, or given a new secret. */
  readonly activeAt: Instant;
}

export type PolicyDenialCode =
  /** Older than any token may be. */
  | 'policy_life_over'
  /** Not used for longer than tokens, or sessions, may lie about. */
  | 'token_idle'
  | 'policy_expiry_required'
  | 'policy_address_required'
  | 'policy_preset_required';

/** `missing` is a whole sentence for a customer, as that of every denial. */
export interface PolicyTrouble {
  readonly code: PolicyDenialCode;
  readonly missing: string;
}

/**
 * Why the policy that holds for it, or of a session its own limit, lets this token do nothing at all, wherever it is used from; null:
 * nothing does so. The most final first.
 */
export function policyTrouble(token: TokenUnderPolicy, policy: TenantPolicy, now: Instant): PolicyTrouble | null {
  if (token.form === 'session' && after(token.activeAt, SESSION_IDLE_SECONDS) <= now) {
    return trouble('token_idle', `A session of the console ends when it is not used for ${duration(SESSION_IDLE_SECONDS)}, and this one was not.`);
  }
  if (token.form !== 'token') return null;
  const { longestLifeSeconds, idleSeconds } = policy;
  if (longestLifeSeconds !== null && after(token.createdAt, longestLifeSeconds) <= now) {
    return trouble('policy_life_over', `The provider lets a token live for ${duration(longestLifeSeconds)} at most, and this one is older.`);
  }
  if (idleSeconds !== null && after(token.activeAt, idleSeconds) <= now) {
    return trouble('token_idle', `The provider ends a token that was not used for ${duration(idleSeconds)}, and this one was not.`);
  }
  if (policy.expiryRequired && token.expiresAt === null) {
    return trouble('policy_expiry_required', 'The provider asks for tokens that say when they expire, and this one does not.');
  }
  if (policy.ipAllowlistRequired && token.ipAllowlist.length === 0) {
    return trouble('policy_address_required', 'The provider asks for tokens that are for certain addresses only, and this one is not.');
  }
  // A denial is of no preset: it gives nothing.
  if (isBoundToPresets(token.kind, policy) && !token.grants.some((grant) => isOfPreset(grant, policy.presets))) {
    return trouble('policy_preset_required', 'The provider lets tokens of accounts hold certain presets only, and this one holds none of them.');
  }
  return null;
}

/**
 * Whether a grant of this token counts for anything. Where tokens of accounts are bound to presets, all else that one was given
 * lies still. A denial always counts.
 */
export function countsUnder(policy: Pick<TenantPolicy, 'presets'>, token: Pick<TokenUnderPolicy, 'kind' | 'form' | 'access'>, grant: Grant): boolean {
  if (grant.effect === 'deny' || token.form !== 'token' || !isBoundToPresets(token.kind, policy)) return true;
  return token.access === 'restricted' && isOfPreset(grant, policy.presets);
}

/** What somebody asks for who makes or edits a token, as the token would be after it. */
export interface RightsUnderPolicy {
  readonly access: TokenAccess;
  readonly grants: readonly Grant[];
  readonly expiresAt: Instant | null;
  readonly ipAllowlist: readonly string[];
}

/**
 * Why the policy that holds lets no such token be made, in a sentence; null: it does. A token that would be denied whatever it is
 * used for is refused at once, and so is one that claims a longer life than it would be left.
 */
export function forbidsMaking(rights: RightsUnderPolicy, kind: PrincipalKind, policy: TenantPolicy, now: Instant): string | null {
  const { longestLifeSeconds, ipAllowlist } = policy;
  if (rights.expiresAt === null && policy.expiryRequired) return 'The policy asks for tokens that say when they expire.';
  if (longestLifeSeconds !== null && (rights.expiresAt === null || rights.expiresAt > after(now, longestLifeSeconds))) {
    // Without an expiry it would say that it lives for ever.
    return `The policy lets a token live for ${duration(longestLifeSeconds)} at most, so it must expire within that time.`;
  }
  if (rights.ipAllowlist.length === 0 && policy.ipAllowlistRequired) return 'The policy asks for tokens that are for certain addresses only.';
  if (ipAllowlist !== null && (ipAllowlist.length === 0 || sharesNone(rights.ipAllowlist, ipAllowlist))) {
    return 'The policy lets no token be used from any of these addresses.';
  }
  return isBoundToPresets(kind, policy) ? beyondPresets(rights, policy.presets) : null;
}

function beyondPresets({ access, grants }: RightsUnderPolicy, presets: readonly string[]): string | null {
  const only = presets.length === 0 ? 'nothing at all' : `these presets only: ${presets.join(', ')}`;
  if (access === 'full') return `The policy lets tokens of accounts hold ${only}. Full access is more.`;
  const beyond = grants.find((grant) => grant.effect !== 'deny' && !isOfPreset(grant, presets));
  return beyond === undefined ? null : `The policy lets tokens of accounts hold ${only}, and not ${describeGrant(beyond)}.`;
}

function isBoundToPresets<Policy extends Pick<TenantPolicy, 'presets'>>(kind: PrincipalKind, policy: Policy): policy is Policy & { presets: string[] } {
  return kind === 'account' && policy.presets !== null;
}

function isOfPreset(grant: Grant, presets: readonly string[]): boolean {
  return 'preset' in grant && presets.includes(grant.preset);
}

/** An empty list of a token's is everywhere. */
function sharesNone(ofToken: readonly string[], ofPolicy: readonly string[]): boolean {
  return ofToken.length > 0 && intersectRanges(ofToken, ofPolicy).length === 0;
}

function after(at: Instant, seconds: number): Instant {
  return (at + seconds * 1000) as Instant;
}

function trouble(code: PolicyDenialCode, missing: string): PolicyTrouble {
  return { code, missing };
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

/** In the largest unit that says it exactly. */
function duration(seconds: number): string {
  const [unit, length] = UNITS.find(([, inSeconds]) => seconds % inSeconds === 0) ?? UNITS[3];
  const count = seconds / length;
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
