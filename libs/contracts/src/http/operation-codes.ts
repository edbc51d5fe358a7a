import type { Code } from '../codes.js';
import type { HttpOperation } from './operation.js';

/** What any operation may answer, whatever it is about. */
const ALWAYS: readonly Code[] = [
  'malformed_request',
  'invalid_request',
  'credentials_required',
  'invalid_token',
  'permission_denied',
  'tls_required',
  'rate_limited',
  'unavailable',
  'internal_error',
];

/** A body is looked at before the operation is: also where none is wanted, the wrong kind or too much of it is refused. */
const WITH_BODY: readonly Code[] = ['payload_too_large', 'unsupported_media_type'];

/** What a browser's cookie may be refused for, where something is to be changed. */
const UNSAFE: readonly Code[] = ['cross_site'];

const BY_PRECONDITION: Readonly<Record<'required' | 'honoured' | 'none', readonly Code[]>> = {
  required: ['precondition_required', 'precondition_failed'],
  honoured: ['precondition_failed'],
  none: [],
};

const WITH_IDEMPOTENCY_KEY: readonly Code[] = ['idempotency_in_progress', 'idempotency_key_reused'];

/** Every code that an operation may answer, each once: its own, and those that its shape brings along. */
export function codesOf(operation: HttpOperation): readonly Code[] {
  return [
    ...new Set<Code>([
      ...ALWAYS,
      ...(operation.method === 'GET' ? [] : [...WITH_BODY, ...UNSAFE]),
      ...(operation.target === 'caller' ? [] : (['not_found'] as const)),
      ...BY_PRECONDITION[operation.precondition ?? 'none'],
      ...(operation.idempotencyKey ? WITH_IDEMPOTENCY_KEY : []),
      ...operation.codes,
    ]),
  ];
}
