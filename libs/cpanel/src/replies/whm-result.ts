/** What one WHM call came to. Without `data` where there is nothing to tell, as when it failed. */
export interface WhmResult {
  readonly data?: unknown;
  readonly metadata: { readonly command: string; readonly reason: string; readonly result: 0 | 1; readonly version: 1 };
}

/** @param data undefined: the function tells nothing */
export function whmSuccess(command: string, data: unknown): WhmResult {
  return { ...(data !== undefined && { data }), metadata: { command, reason: 'OK', result: 1, version: 1 } };
}

export function whmFailure(command: string, sentence: string, data?: unknown): WhmResult {
  return { ...(data !== undefined && { data }), metadata: { command, reason: sentence, result: 0, version: 1 } };
}
