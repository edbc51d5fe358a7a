import type { TokenView } from '@portcullis/contracts';
import { shownState } from '../domain/shown-state.js';
import { activeOwners, type Place } from './active-owners.js';
import type { Services } from './ports.js';

/** Tokens of a call's target as they are shown: those of a suspended owner say so, which the tokens service cannot know. */
export function showTokens({ services }: { services: Services }) {
  return async (place: Place, tokens: readonly TokenView[]): Promise<TokenView[]> => {
    const active = await activeOwners(services, place, tokens.map(({ accountId }) => accountId));
    return tokens.map((token) => ({ ...token, state: shownState(token.state, active(token.accountId)) }));
  };
}

/** One token in the same way. */
export function showToken(deps: { services: Services }) {
  const show = showTokens(deps);
  return async (place: Place, token: TokenView): Promise<TokenView> => (await show(place, [token]))[0] ?? token;
}
