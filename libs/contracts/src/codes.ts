/**
 * Every code that an answer of Portcullis may carry, with the HTTP status and the title it has on `/v1`.
 * A code is never renamed and never used again for something else.
 */
export const CODES = {
  // The request itself
  malformed_request: { status: 400, title: 'The request cannot be read' },
  invalid_request: { status: 400, title: 'The request holds fields that are not accepted' },
  payload_too_large: { status: 413, title: 'The request body is too large' },
  unsupported_media_type: { status: 415, title: 'The request body must be application/json' },

  // Who is asking
  credentials_required: { status: 401, title: 'A token is required' },
  invalid_token: { status: 401, title: 'The token is not accepted' },
  permission_denied: { status: 403, title: 'The token may not do this' },
  exceeds_caller: { status: 403, title: 'A token cannot hand out more than it holds' },

  // What is asked about
  not_found: { status: 404, title: 'There is no such thing here' },
  name_taken: { status: 409, title: 'The name is already in use' },
  host_taken: { status: 409, title: 'A host name already leads to another tenant' },
  feature_list_unknown: { status: 422, title: 'The feature list does not exist' },
  parent_unknown: { status: 422, title: 'The parent tenant does not exist' },
  owner_suspended: { status: 409, title: 'Whoever would own the token is suspended' },
  expiry_in_past: { status: 422, title: 'The expiry lies in the past' },
  operation_unknown: { status: 422, title: 'The catalogue does not know this operation or feature' },

  // The world
  unavailable: { status: 503, title: 'A part that is needed to answer is not available' },
  internal_error: { status: 500, title: 'Something went wrong on our side' },
} as const satisfies Record<string, { status: number; title: string }>;

export type Code = keyof typeof CODES;
