/** Why a token may not, in a closed list: a code is never renamed and never used again for something else. */
export const DENIAL_CODES = [
  'token_revoked',
  'token_expired',
  /** Its whole quota of uses has been handed out. */
  'token_exhausted',
  'token_not_yet_valid',
  /** The secret was replaced by another of the same token, and its time is over. */
  'credential_ended',
  /** It was not used for as long as its provider allows. */
  'token_idle',
  /** Not at this time of the week. */
  'outside_time_window',
  /** Not from this address. */
  'address_not_allowed',
  /** What the answer hangs on, such as an address, is not known here. */
  'context_missing',
  'tenant_suspended',
  'account_suspended',
  'account_removed',
  /** Its provider asks for tokens that end. */
  'policy_expiry_required',
  /** It is older than its provider lets tokens become. */
  'policy_life_over',
  /** Its provider asks for tokens that are for certain addresses. */
  'policy_address_required',
  /** Its provider lets no token be used from there. */
  'policy_address_not_allowed',
  /** Its provider lets tokens hold certain presets only. */
  'policy_preset_required',
  /** A token of this kind can never hold this operation. */
  'principal_cannot',
  /** No catalogue knows the operation, so nobody can have granted it. */
  'operation_unclassified',
  /** One of its own grants takes this from it. */
  'denied_by_grant',
  'not_granted',
  /** Granted, but not on this. */
  'resource_not_granted',
  /** Granted, but for reading only. */
  'read_only_grant',
  /** The token is for reading only. */
  'read_only_token',
  'feature_missing',
] as const;
export type DenialCode = (typeof DENIAL_CODES)[number];

/** `missing` is a whole sentence for a customer, without `]` and `"`, at which some panel clients stop reading. */
export interface Denial {
  readonly allowed: false;
  readonly code: DenialCode;
  readonly missing: string;
}

/** Why one part of a decision does not consent. */
export interface Objection {
  readonly code: DenialCode;
  readonly missing: string;
  /** It would say something else if more were known; until then it does not consent. */
  readonly unknown: boolean;
}

export function objection(code: DenialCode, missing: string): Objection {
  return { code, missing, unknown: false };
}

/** What is not known counts against the token. */
export function doubt(code: DenialCode, missing: string): Objection {
  return { code, missing, unknown: true };
}

export function denied({ code, missing }: Objection): Denial {
  return { allowed: false, code, missing };
}
