import { z } from 'zod';

/**
 * Every way in which a question about a token can end, and what it means. The list is closed: whoever reads `code` knows all that
 * can come. A code is never renamed and never used again for something else.
 */
export const VERDICTS = {
  allowed: 'Every part consents.',

  // The token
  token_unknown: 'It is no token, or belongs to somebody whom the caller may not ask about.',
  token_revoked: 'It was revoked.',
  token_expired: 'Its time is over.',
  token_exhausted: 'It was used as often as it may be.',
  token_not_yet_valid: 'Its time has not come.',
  token_idle: 'It was not used for longer than the provider lets tokens rest, or, as a session of the console, for 30 minutes.',
  credential_ended: 'The secret was replaced by another one of the same token.',
  rate_limited: 'It has made as many requests as it may for now.',

  // From where and when
  address_not_allowed: 'It may not be used from this address.',
  outside_time_window: 'It may not be used at this time of the week.',
  context_missing: 'It asks for something that was not told, such as an address.',

  // Whose it is
  tenant_suspended: 'The provider is suspended, or one above it.',
  account_suspended: 'The account is suspended.',
  account_removed: 'The account no longer exists.',

  // What it was given
  principal_cannot: 'A token of this kind can never hold the operation.',
  operation_unclassified: 'No catalogue knows the operation: only full access reaches it.',
  not_granted: 'None of its grants allows the operation.',
  resource_not_granted: 'The operation was granted, but not on this.',
  read_only_grant: 'The operation was granted, but for reading only.',
  denied_by_grant: 'One of its grants denies this, whatever the others allow.',
  read_only_token: 'It is for reading only.',
  feature_missing: 'The account does not have the feature today.',

  // What its provider, or one above, lays down
  policy_expiry_required: 'The provider asks for tokens that end, and it does not.',
  policy_life_over: 'It lives longer than the provider lets tokens live.',
  policy_address_required: 'The provider asks for tokens that are bound to addresses, and it is not.',
  policy_address_not_allowed: 'The provider lets no token be used from this address.',
  policy_preset_required: 'The provider lets accounts hold certain presets only, and it holds something else.',
} as const;

export type Verdict = keyof typeof VERDICTS;

/** What only those who present a token are told. */
const ONLY_PRESENTED = ['token_unknown', 'rate_limited'] as const;

const inWords = (Object.entries(VERDICTS) as [Verdict, string][]).map(([code, meaning]) => `\`${code}\`: ${meaning}`).join(' ');

/** `allowed`, or the first reason why not. */
export const verdict = z.enum(Object.keys(VERDICTS) as [Verdict, ...Verdict[]]).describe(inWords);
export const verdictOfToken = verdict.exclude(ONLY_PRESENTED);

/** The parts of a decision: what the token is worth here and now, then whether it may do what is asked. */
export const DECISION_PARTS = [
  ...(['state', 'credential', 'owner', 'address', 'policy_address', 'policy', 'time'] as const),
  ...(['kind', 'denials', 'grants', 'read_only', 'feature'] as const),
] as const;
export type DecisionPart = (typeof DECISION_PARTS)[number];
