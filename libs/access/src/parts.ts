import { parseAddress } from '@portcullis/kernel';
import { addressWithin, compileRanges, type CompiledAddresses } from './address-list.js';
import { doubt, objection, type Objection } from './denial.js';
import { judgeDenials, judgeGrants } from './granted.js';
import { mayEverHold } from './management.js';
import { isManagement, isProviders } from './operation.js';
import type { TenantPolicy } from './policy.js';
import type { LiveQuestion, Question } from './question.js';
import { policyTrouble } from './under-policy.js';
import { isLive, tokenState } from './token-state.js';
import { withinWindows } from './time-window.js';

/** One part of a decision. Null: it consents. */
export interface Part<Q> {
  readonly name: string;
  readonly judge: (question: Q) => Objection | null;
}

/** Whether the token is worth anything here and now, by how much each tells and how final it is. */
export const LIVE_PARTS: readonly Part<LiveQuestion>[] = [
  { name: 'state', judge: judgeState },
  { name: 'credential', judge: judgeCredential },
  { name: 'owner', judge: judgeOwner },
  // From where comes before when and how: whoever holds a stolen token elsewhere is told nothing of it.
  { name: 'address', judge: judgeAddress },
  { name: 'policy_address', judge: judgePolicyAddress },
  { name: 'policy', judge: judgePolicy },
  { name: 'time', judge: judgeTime },
];

/** Whether it may do what is asked. */
export const OPERATION_PARTS: readonly Part<Question>[] = [
  { name: 'kind', judge: judgeKind },
  { name: 'denials', judge: judgeDenials },
  { name: 'grants', judge: judgeGrants },
  { name: 'read_only', judge: judgeReadOnly },
  { name: 'feature', judge: judgeFeature },
];

function judgeState({ token: { facts }, now, earliest = now }: LiveQuestion): Objection | null {
  const state = tokenState(facts, now);
  switch (isLive(state) && facts.notBefore !== null && facts.notBefore > earliest ? 'not_yet_valid' : state) {
    case 'revoked':
      return objection('token_revoked', 'The token was revoked.');
    case 'expired':
      return objection('token_expired', 'The token has expired.');
    case 'exhausted':
      return objection('token_exhausted', 'The token has been used as often as it may be.');
    case 'not_yet_valid':
      return objection('token_not_yet_valid', 'The token is not valid yet.');
    case 'suspended':
    case 'active':
    case 'expiring':
      return null;
  }
}

function judgeCredential({ token: { facts: { credentialEndsAt } }, now }: LiveQuestion): Objection | null {
  if (credentialEndsAt === null || credentialEndsAt > now) return null;
  return objection('credential_ended', 'The secret of this token was replaced by another.');
}

function judgeOwner({ token: { facts }, owner: { tenants, account } }: LiveQuestion): Objection | null {
  // Anything but "active" counts against the token, so that a status added later does not open what it should close.
  if (!tenants.every((status) => status === 'active')) return objection('tenant_suspended', 'The provider of this token is suspended.');
  if (account === null && facts.kind !== 'account') return null;
  if (account === null || account.status === 'removed') return objection('account_removed', 'The account of this token no longer exists.');
  return account.status === 'active' ? null : objection('account_suspended', 'The account of this token is suspended.');
}

function judgePolicy({ token: { facts }, owner: { policy }, now }: LiveQuestion): Objection | null {
  const trouble = policyTrouble(facts, policy, now);
  return trouble && objection(trouble.code, trouble.missing);
}

function judgeTime({ token: { windows }, now, earliest = now }: LiveQuestion): Objection | null {
  return withinWindows(windows, now) && withinWindows(windows, earliest) ? null : objection('outside_time_window', 'The token may not be used at this time.');
}

function judgeAddress({ token: { addresses }, ip }: LiveQuestion): Objection | null {
  if (addresses === null) return null;
  if (ip === null) return doubt('context_missing', 'The token is for certain addresses only, and none is known here.');
  return isWithin(addresses, ip) ? null : objection('address_not_allowed', 'The token may not be used from this address.');
}

function judgePolicyAddress({ owner: { policy }, ip }: LiveQuestion): Objection | null {
  if (policy.ipAllowlist === null) return null;
  // What tenants leave each other that have no address in common: nobody needs to be asked where.
  if (ip === null && policy.ipAllowlist.length > 0) return doubt('context_missing', 'The provider of this token allows certain addresses only, and none is known here.');
  return ip !== null && isWithin(addressesOf(policy, policy.ipAllowlist), ip) ? null : objection('policy_address_not_allowed', 'The provider of this token does not allow it to be used from this address.');
}

/** Policies are shared by many tokens, and read once. */
const addressesByPolicy = new WeakMap<TenantPolicy, CompiledAddresses>();

function addressesOf(policy: TenantPolicy, ranges: readonly string[]): CompiledAddresses {
  const known = addressesByPolicy.get(policy);
  if (known !== undefined) return known;
  const compiled = compileRanges(ranges);
  addressesByPolicy.set(policy, compiled);
  return compiled;
}

function isWithin(addresses: CompiledAddresses, ip: string): boolean {
  const address = parseAddress(ip);
  return address !== null && addressWithin(addresses, address);
}

function judgeKind({ token: { facts: { kind } }, operation: { name } }: Question): Objection | null {
  const never = isManagement(name) ? !mayEverHold(kind, name) : isProviders(name) && kind === 'account';
  return never ? objection('principal_cannot', `A token of kind ${kind} can never hold ${name}.`) : null;
}

function judgeReadOnly({ token: { facts }, operation }: Question): Objection | null {
  if (!facts.readOnly || operation.access === 'read') return null;
  return objection('read_only_token', `The token is for reading only, and ${operation.name} is not a reading operation.`);
}

function judgeFeature({ owner: { account }, operation: { features } }: Question): Objection | null {
  if (account === null || features.length === 0 || features.some((feature) => account.features.has(feature))) return null;
  // The wording of real panels, which people know and search for.
  return objection('feature_missing', `You do not have the feature “${features[0]}”.`);
}
