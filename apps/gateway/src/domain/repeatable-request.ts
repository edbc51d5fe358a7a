import { createHash } from 'node:crypto';

/** A request that its client may send again, under a key of the client's own. */
export interface RepeatableRequest {
  /** What the client sent as `Idempotency-Key`. Stays in this process: whoever has it and our key opens the sealed secret. */
  readonly key: string;
  /** SHA-256 in hex of the key and what it is bound to: one key of another token, or for another operation, is another. */
  readonly keyHash: string;
  /** SHA-256 in hex of what was asked for, whatever order its fields came in. */
  readonly requestHash: string;
}

export function repeatableRequest(parts: {
  readonly key: string;
  readonly callerTokenId: string;
  readonly operation: string;
  /** Path parameters and body, as validated. */
  readonly input: unknown;
}): RepeatableRequest {
  const { key, callerTokenId, operation, input } = parts;
  return { key, keyHash: sha256(`${callerTokenId}\n${operation}\n${key}`), requestHash: sha256(canonicalJson(input)) };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** One text for one JSON value: the fields of every object in order of their names. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );
}
