import { useNavigate, useSearch } from '@tanstack/react-router';
import { tokensSearch, type TokensSearch } from './tokens-search.js';

type Change = { readonly [Key in keyof TokensSearch]: TokensSearch[Key] | undefined };

/** What the address of the list says, and how to say something else. It takes the place of what was said before. */
export function useTokensSearch(): readonly [TokensSearch, (change: Change) => void] {
  const search = useSearch({ from: '/signed-in/t/$tenant/a/$account/tokens' });
  const navigate = useNavigate({ from: '/t/$tenant/a/$account/tokens' });
  return [search, (change) => void navigate({ search: tokensSearch({ ...search, ...change }), replace: true })];
}
