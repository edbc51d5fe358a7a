/** What one UAPI call came to: six keys in this order, each always there, since clients throw without `data` or `status`. */
export interface UapiResult {
  readonly data: unknown;
  readonly errors: readonly [string, ...string[]] | null;
  readonly messages: null;
  readonly metadata: Readonly<Record<string, never>>;
  readonly status: 0 | 1;
  readonly warnings: null;
}

/** @param data undefined and null are the same: there is nothing to tell */
export function uapiSuccess(data: unknown): UapiResult {
  return { data: data ?? null, errors: null, messages: null, metadata: {}, status: 1, warnings: null };
}

export function uapiFailure(sentence: string, data: unknown = null): UapiResult {
  return { data, errors: [sentence], messages: null, metadata: {}, status: 0, warnings: null };
}
