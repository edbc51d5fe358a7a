import type { Account } from '../account.js';
import type { Credential } from '../authorization.js';
import type { PanelState } from '../panel-state.js';

/** The account whose token this is; none for a suspended account, an expired token, or a token of WHM. */
export function accountOf(state: PanelState, credential: Credential | null): Account | undefined {
  if (credential?.scheme !== 'cpanel') return undefined;
  const account = state.accounts.get(credential.user);
  if (!account || account.suspended) return undefined;
  const now = state.now();
  const live = [...account.tokens.values()].some(
    ({ secret, expiresAt }) => secret === credential.token && (expiresAt === null || now < expiresAt),
  );
  return live ? account : undefined;
}
