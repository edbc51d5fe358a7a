import type { Receipt } from '@portcullis/contracts';
import type { Catalogue, Parameters } from '@portcullis/cpanel';
import type { RandomBytes } from '@portcullis/kernel';
import type { PowerTakingCall } from './authorise-call.js';
import type { editToken } from './edit-token.js';
import type { issueToken } from './issue-token.js';
import type { OwnCall } from './own-tokens.js';
import type { CredentialWatch, Services } from './ports.js';
import type { PresentedToken, TokenReaders } from './presented-token.js';

/** `receipts`: of power that is gone everywhere, also where something else has failed. */
export type TokenOutcome =
  /** `data` undefined: the function tells nothing. */
  | { readonly ok: true; readonly data: unknown; readonly receipts?: readonly Receipt['id'][] }
  | { readonly ok: false; readonly text: string; readonly receipts?: readonly Receipt['id'][] };

/** One function, with who asks for it and what with. */
export interface TokenCall extends OwnCall, PowerTakingCall {
  readonly presented: PresentedToken;
  readonly given: Parameters;
}
export type TokenFunction = (call: TokenCall) => Promise<TokenOutcome>;

export interface TokenServing extends TokenReaders {
  readonly services: Services;
  readonly watch: CredentialWatch;
  readonly catalogue: Pick<Catalogue, 'privileges' | 'openedBy' | 'operationNamed'>;
  readonly randomBytes: RandomBytes;
  readonly issue: ReturnType<typeof issueToken>;
  readonly edit: ReturnType<typeof editToken>;
}

/** What a service refused, for a client that calls parameters by other names. */
export function sentence({ code, detail }: { readonly code: string; readonly detail: string }): string {
  if (code === 'expiry_in_past') return 'expires_at must lie in the future.';
  return `${detail.charAt(0).toUpperCase()}${detail.slice(1)}${/[.!?]$/.test(detail) ? '' : '.'}`;
}
