/**
 * Modules whose calls never go upstream, with the sentence that says why, by lower-case name: a panel on a file system
 * without case might take `tokens` for `Tokens`.
 */
const MODULES: ReadonlyMap<string, string> = new Map([
  ['tokens', 'API tokens are managed by the gateway, not by the panel: use its token pages or its own interface.'],
  ['batch', 'Calls in a batch cannot be checked one by one yet: send them one at a time.'],
  ['portcullis', 'The operations of Portcullis are not functions of the panel.'],
]);

/**
 * Why a UAPI call is never sent to the panel, whoever asks; null when it may be. A panel's own token would escape every
 * check of the gateway, and so would the calls inside a batch.
 */
export function servedHere(module: string): string | null {
  return MODULES.get(module.toLowerCase()) ?? null;
}
