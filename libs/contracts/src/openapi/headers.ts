import type { HttpOperation } from '../http/operation.js';
import { takesPower } from '../http/takes-power.js';
import { reference, type Reference } from './reference.js';

/** What answers carry in their heads. */
export const HEADERS = {
  'X-Request-Id': {
    description: 'Names this one request, in every log and in the audit trail.',
    required: true,
    schema: { type: 'string', pattern: '^req_[0-9A-Za-z]{22}$' },
  },
  'Cache-Control': {
    description: 'Secrets and decisions are kept by no cache.',
    required: true,
    schema: { type: 'string', const: 'no-store' },
  },
  ETag: {
    description: 'The version of what is shown, strong. Send it as If-Match with an edit.',
    required: true,
    schema: { type: 'string', pattern: '^"[^"]+"$' },
  },
  'Idempotency-Replayed': {
    description: 'There when this is the answer to an earlier request with the same Idempotency-Key.',
    schema: { type: 'string', const: 'true' },
  },
  'Preference-Applied': {
    description: 'That Prefer: respond-async was heeded (RFC 7240).',
    required: true,
    schema: { type: 'string', const: 'respond-async' },
  },
  'Set-Cookie': {
    description: 'The session cookie of the console: no script reads it, and it goes to this host alone. Empty and over when the session ends.',
    required: true,
    schema: { type: 'string', pattern: '^__Host-portcullis=' },
  },
  'WWW-Authenticate': {
    description: 'The challenge of RFC 6750.',
    required: true,
    schema: { type: 'string', pattern: '^Bearer ' },
  },
  'Retry-After': {
    description: 'Seconds after which trying again makes sense.',
    required: true,
    schema: { type: 'string', pattern: '^[0-9]+$' },
  },
  'RateLimit-Policy': {
    description: 'The limits that this request counted against (draft-ietf-httpapi-ratelimit-headers-10).',
    schema: { type: 'string' },
  },
  RateLimit: {
    description: 'What is left of them, and for how many seconds.',
    schema: { type: 'string' },
  },
} as const;
export type HeaderName = keyof typeof HEADERS;

/** What requests may carry in theirs. */
export const HEADER_PARAMETERS = {
  'Idempotency-Key': {
    name: 'Idempotency-Key',
    in: 'header',
    description:
      'Makes a retry safe: the same key and the same request get the same answer for 24 hours (the secret for 10 minutes), and nothing is made twice.',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
    example: '7c1f9d0c-5e0e-4f0b-9a53-2f9a0c4b1e57',
  },
  'If-Match': {
    name: 'If-Match',
    in: 'header',
    description: 'The ETag of the version that is to be changed, a list of them, or *.',
    schema: { type: 'string', minLength: 1 },
    example: '"3"',
  },
  'If-None-Match': {
    name: 'If-None-Match',
    in: 'header',
    description: 'The ETag of the version that is already known: 304 when it is still that one.',
    schema: { type: 'string', minLength: 1 },
    example: '"3"',
  },
  Prefer: {
    name: 'Prefer',
    in: 'header',
    description:
      'respond-async: the answer comes as soon as the change is kept, with 202, and not only once what it took is gone everywhere. Its receipt says so later.',
    schema: { type: 'string' },
    example: 'respond-async',
  },
} as const;

const EVERYWHERE: readonly HeaderName[] = ['X-Request-Id', 'Cache-Control', 'RateLimit', 'RateLimit-Policy'];

export function headers(...more: HeaderName[]): Record<string, Reference> {
  return Object.fromEntries([...EVERYWHERE, ...more].map((name) => [name, reference('headers', name)]));
}

export function headersOfSuccess(operation: HttpOperation, ...more: HeaderName[]): Record<string, Reference> {
  return headers(
    ...more,
    ...(operation.etag ? (['ETag'] as const) : []),
    ...(operation.cookie ? (['Set-Cookie'] as const) : []),
    ...(operation.idempotencyKey ? (['Idempotency-Replayed'] as const) : []),
  );
}

export function headerParameters(operation: HttpOperation): object[] {
  const { idempotencyKey, precondition, etag } = operation;
  return [
    ...(idempotencyKey ? [reference('parameters', 'Idempotency-Key')] : []),
    ...(etag ? [reference('parameters', 'If-None-Match')] : []),
    ...(takesPower(operation) ? [reference('parameters', 'Prefer')] : []),
    // Required or not is the operation's own affair, so this one is written out.
    ...(precondition ? [{ ...HEADER_PARAMETERS['If-Match'], required: precondition === 'required' }] : []),
  ];
}
