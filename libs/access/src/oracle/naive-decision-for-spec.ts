import type { DenialCode } from '../denial.js';
import type { OwnerFacts, TokenFacts } from '../facts.js';
import type { Grant } from '../grant.js';
import { mayEverHold } from '../management.js';
import type { TenantPolicy } from '../policy.js';
import { rowIn } from './naive-catalogue-for-spec.js';
import { addressIn, timeIn } from './naive-conditions-for-spec.js';
import { denies, isAbout, isFor, reach, unfolded, type Asked } from './naive-grants-for-spec.js';

/** A question as it stands in the world: the policies of the tenant and of all above it one by one, nothing compiled, nothing folded. */
export interface Situation extends Asked {
  readonly token: TokenFacts;
  readonly owner: Omit<OwnerFacts, 'policy'>;
  readonly policies: readonly TenantPolicy[];
  readonly ip: string | null;
}

/**
 * Everything that speaks against it; nothing: it is allowed. Written from the design alone, one sentence after the other, without a
 * look at how `decide` goes about it, so that both being wrong in the same way takes the same misunderstanding twice.
 */
export function reasonsAgainst(situation: Situation): Set<DenialCode> {
  return new Set([...ofTheToken(situation), ...ofTheOwner(situation), ...ofThePolicies(situation), ...ofTheOperation(situation)]);
}

/** The one code that is said of a token that has ended, whatever else may be wrong with it; null: it has not. */
export function endOf({ token, now }: Situation): DenialCode | null {
  if (token.revokedAt !== null) return 'token_revoked';
  if (token.expiresAt !== null && token.expiresAt <= now) return 'token_expired';
  return token.exhausted ? 'token_exhausted' : null;
}

function* ofTheToken(situation: Situation): Generator<DenialCode> {
  const { token, now, ip } = situation;
  const end = endOf(situation);
  if (end !== null) yield end;
  if (token.notBefore !== null && now < token.notBefore) yield 'token_not_yet_valid';
  if (token.credentialEndsAt !== null && token.credentialEndsAt <= now) yield 'credential_ended';
  if (!timeIn(token.timeWindows, now)) yield 'outside_time_window';
  if (token.ipAllowlist.length > 0) {
    const lies = addressIn(token.ipAllowlist, ip);
    if (lies === 'unknown') yield 'context_missing';
    if (lies === false) yield 'address_not_allowed';
  }
}

function* ofTheOwner({ token, owner }: Situation): Generator<DenialCode> {
  if (owner.tenants.some((status) => status !== 'active')) yield 'tenant_suspended';
  if (owner.account === null && token.kind !== 'account') return;
  if (owner.account === null || owner.account.status === 'removed') yield 'account_removed';
  else if (owner.account.status !== 'active') yield 'account_suspended';
}

function* ofThePolicies({ token, policies, now, ip }: Situation): Generator<DenialCode> {
  for (const policy of policies) {
    if (policy.ipAllowlist !== null) {
      const lies = addressIn(policy.ipAllowlist, ip);
      if (lies === 'unknown') yield 'context_missing';
      if (lies === false) yield 'policy_address_not_allowed';
    }
    // A session lives for hours, and nobody gives it a list of its own.
    if (token.form !== 'token') continue;
    if (policy.expiryRequired && token.expiresAt === null) yield 'policy_expiry_required';
    if (policy.longestLifeSeconds !== null && now >= token.createdAt + policy.longestLifeSeconds * 1000) yield 'policy_life_over';
    if (policy.ipAllowlistRequired && token.ipAllowlist.length === 0) yield 'policy_address_required';
    if (policy.idleSeconds !== null && now >= token.activeAt + policy.idleSeconds * 1000) yield 'token_idle';
  }
  const counting = token.grants.filter((grant) => grant.effect !== 'deny' && counts(grant, token, policies));
  if (isBound(token, policies) && counting.length === 0) yield 'policy_preset_required';
}

/** Whether the token may hold nothing but what certain presets give. */
function isBound({ form, kind }: TokenFacts, policies: readonly TenantPolicy[]): boolean {
  return form === 'token' && kind === 'account' && policies.some(({ presets }) => presets !== null);
}

/** Whatever else it was given lies still. */
function counts(grant: Grant, token: TokenFacts, policies: readonly TenantPolicy[]): boolean {
  if (!isBound(token, policies)) return true;
  return token.access === 'restricted' && 'preset' in grant && policies.every(({ presets }) => presets === null || presets.includes(grant.preset));
}

function* ofTheOperation(situation: Situation): Generator<DenialCode> {
  const { token, owner, editions, operation } = situation;
  const today = rowIn(editions, editions.length, operation);
  if (operation.startsWith('Portcullis::') && !mayEverHold(token.kind, operation)) yield 'principal_cannot';
  if (operation.startsWith('WHM::') && token.kind === 'account') yield 'principal_cannot';
  // Full access of a service is empty: it holds what it was given by name.
  if (token.access === 'restricted' || token.kind === 'service') yield* ofTheGrants(situation);
  if (token.readOnly && today.access !== 'read') yield 'read_only_token';
  const features = owner.account?.features;
  if (features !== undefined && today.features.length > 0 && !today.features.some((feature) => features.has(feature))) yield 'feature_missing';
}

function* ofTheGrants(situation: Situation): Generator<DenialCode> {
  const { token, leaves } = situation;
  for (const grant of token.grants.filter(({ effect }) => effect === 'deny')) {
    const about = denies(grant, situation) && isAbout(grant, leaves);
    if (about === true) yield 'denied_by_grant';
    if (about === 'unknown') yield* ['denied_by_grant', 'context_missing'] as const;
  }
  const allowing = allowingGrants(situation);
  const missing = missingFrom(allowing, situation);
  if (missing !== null) yield missing;
  if (missing === null || missing === 'resource_not_granted') return;
  // It was given it, and there it lies.
  if (allowingGrants({ ...situation, policies: [] }).some((grant) => isFor(grant, situation))) yield 'policy_preset_required';
}

function missingFrom(allowing: readonly Grant[], situation: Situation): DenialCode | null {
  const { editions, operation, leaves } = situation;
  const its = allowing.filter((grant) => isFor(grant, situation));
  if (its.length > 0) return reach(its, leaves) ? null : 'resource_not_granted';
  if (!rowIn(editions, editions.length, operation).known) return 'operation_unclassified';
  return allowing.some((grant) => isFor(grant, situation, 'left aside')) ? 'read_only_grant' : 'not_granted';
}

/** What the token was given, presets unfolded, that counts under the policies. */
export function allowingGrants(situation: Situation): Grant[] {
  const { token, policies } = situation;
  return token.grants.filter((grant) => grant.effect !== 'deny' && counts(grant, token, policies)).flatMap((grant) => unfolded(grant, situation));
}
