import type { TokenState } from '@portcullis/access';

/**
 * A token's state as its owner sees it. The tokens service does not know who is suspended, so that state is laid over what it
 * says: whatever has ended for good stays as it is, and the rest gives way (see `tokenState`).
 */
export function shownState(state: TokenState, ownerActive: boolean): TokenState {
  return ownerActive || state === 'revoked' || state === 'expired' || state === 'exhausted' ? state : 'suspended';
}
