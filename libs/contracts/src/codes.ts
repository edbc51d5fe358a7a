/**
 * Every code that an answer of Portcullis may carry, with the HTTP status and the title it has on `/v1`, and what whoever
 * gets it can do. A code is never renamed and never used again for something else.
 */
export const CODES = {
  // The request itself
  malformed_request: {
    status: 400,
    title: 'The request cannot be read',
    advice: 'Send well-formed HTTP and, where a body is asked for, one valid JSON value.',
  },
  invalid_request: {
    status: 400,
    title: 'The request holds fields that are not accepted',
    advice: 'Mend every field that errors[] names. Unknown and repeated fields are refused too. Nothing was changed.',
  },
  payload_too_large: { status: 413, title: 'The request body is too large', advice: 'Send at most 64 KiB.' },
  unsupported_media_type: {
    status: 415,
    title: 'The request body must be application/json',
    advice: 'Set Content-Type: application/json.',
  },

  precondition_required: {
    status: 428,
    title: 'If-Match is required',
    advice: 'Read the thing first and send its ETag in If-Match, so that nobody else’s change is overwritten unseen.',
  },
  precondition_failed: {
    status: 412,
    title: 'It was changed in the meantime',
    advice: 'Read it again, look at what has changed, and repeat the call with the new ETag if it still makes sense. Nothing was changed.',
  },
  idempotency_key_reused: {
    status: 422,
    title: 'The Idempotency-Key belongs to another request',
    advice: 'Use a new key for each new request, and the same key only to repeat the very same one.',
  },
  idempotency_in_progress: {
    status: 409,
    title: 'A request with this Idempotency-Key is still running',
    advice: 'Wait a moment and repeat it with the same key.',
  },
  secret_already_shown: {
    status: 409,
    title: 'The secret was shown before and is not kept',
    advice: 'The first call succeeded. If its answer was lost, regenerate the token, or revoke it and create another.',
  },
  rate_limited: {
    status: 429,
    title: 'Too many requests',
    advice: 'Wait Retry-After seconds. RateLimit and RateLimit-Policy say which limit it was.',
  },

  // Who is asking
  tls_required: {
    status: 403,
    title: 'A token may not travel unencrypted',
    advice: 'Use https. The token that was sent should be taken for known to others: regenerate it.',
  },
  cross_site: {
    status: 403,
    title: 'A session cookie counts only for the console’s own pages',
    advice: 'Use a token in the Authorization header instead.',
  },
  credentials_required: { status: 401, title: 'A token is required', advice: 'Send Authorization: Bearer <token>.' },
  invalid_token: {
    status: 401,
    title: 'The token is not accepted',
    advice: 'It is unknown, expired, revoked or suspended; which of these is told to its owner alone. Use another token.',
  },
  permission_denied: {
    status: 403,
    title: 'The token may not do this',
    advice: 'Use a token that holds the operation which detail names.',
  },
  exceeds_caller: {
    status: 403,
    title: 'A token cannot hand out more than it holds',
    advice: 'Ask for less, or use a token that holds what is to be handed out.',
  },

  // What is asked about
  not_found: {
    status: 404,
    title: 'There is no such thing here',
    advice: 'Check the address. What belongs to somebody else looks just like what does not exist.',
  },
  no_panel: {
    status: 409,
    title: 'The panel cannot be asked for this account',
    advice: 'Set the panel of the tenant and the credential of the account, as detail says. Everything else works without.',
  },
  name_taken: { status: 409, title: 'The name is already in use', advice: 'Choose another name.' },
  host_taken: {
    status: 409,
    title: 'A host name already leads to another tenant',
    advice: 'Take the host name from the other tenant first. Nothing was changed.',
  },
  owner_suspended: {
    status: 409,
    title: 'Whoever would own the token is suspended',
    advice: 'Lift the suspension first.',
  },
  feature_list_unknown: { status: 422, title: 'The feature list does not exist', advice: 'Create the feature list first.' },
  parent_unknown: { status: 422, title: 'No tenant can stand there', advice: 'Name a parent that exists and is not nested too deeply.' },
  expiry_in_past: { status: 422, title: 'The expiry lies in the past', advice: 'Send an expiresAt in the future, or leave it out.' },
  never_valid: { status: 422, title: 'The token would never be valid', advice: 'Send a notBefore that lies before expiresAt.' },
  access_cannot_widen: {
    status: 422,
    title: 'A restricted token cannot be given full access',
    advice: 'Create another token with full access.',
  },
  token_revoked: { status: 409, title: 'The token was revoked', advice: 'A revoked token stays as it is. Create another.' },
  token_ended: { status: 409, title: 'The token has ended', advice: 'Give it another end first, or create another token.' },
  not_grantable: {
    status: 409,
    title: 'No grant can be given for this denial',
    advice: 'Read the denial: its detail says what was missing. It may be a feature of the account, or a condition of the token.',
  },
  operation_unknown: {
    status: 422,
    title: 'The catalogue does not know this operation, feature or preset',
    advice: 'Check the spelling: names are case-sensitive, such as DNS::parse_zone.',
  },
  preset_misfit: {
    status: 422,
    title: 'The preset is for other resources',
    advice: 'Name resources of the kinds that the preset takes, as detail says. Nothing was changed.',
  },
  confirmation_required: {
    status: 422,
    title: 'The token could get beyond what it is granted',
    advice: 'Read what detail says of each operation. If that is meant, send confirmEscalating: true, and an expiresAt within 30 days.',
  },
  policy_forbids: {
    status: 422,
    title: 'The policy allows no such token',
    advice: 'Ask for a token within the policy of the tenant and of those above it, as detail says. Nothing was changed.',
  },
  escalating_too_long: {
    status: 422,
    title: 'What can get beyond its grants lives 30 days at most',
    advice: 'Send an expiresAt within 30 days, or leave out the operations that detail names.',
  },

  // The world
  unavailable: {
    status: 503,
    title: 'A part that is needed to answer is not available',
    advice: 'Try again after Retry-After seconds. A call that was to change something may have done so: look before repeating it.',
  },
  internal_error: {
    status: 500,
    title: 'Something went wrong on our side',
    advice: 'Report request_id. A call that was to change something may have done so.',
  },
} as const satisfies Record<string, { status: number; title: string; advice: string }>;

export type Code = keyof typeof CODES;
