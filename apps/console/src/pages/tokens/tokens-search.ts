import type { TokenFilters } from '../../api/tokens.js';

/** What the address of the list says. All of it may be left out; what makes no sense is. */
export type TokensSearch = TokenFilters;

export const STATES = ['active', 'expiring', 'expired', 'not_yet_valid', 'exhausted', 'revoked'] as const satisfies readonly TokenFilters['state'][];
export const SORTS = ['-createdAt', 'createdAt', 'name', '-name'] as const satisfies readonly TokenFilters['sort'][];
export const DEFAULT_SORT = '-createdAt' satisfies TokenFilters['sort'];
const ACCESS = ['full', 'restricted'] as const;
const NAME = /^[A-Za-z0-9_-]{1,50}$/;

/** Whether a name can begin so. */
export const canBegin = (text: string): boolean => NAME.test(text);

const oneOf = <Value extends string>(values: readonly Value[], value: unknown): Value | undefined => values.find((one) => one === value);

/** What of an address is a filter of the list. `?name=2024` is read as a number: it is a name all the same. */
export function tokensSearch({ name, state, access, sort }: Record<string, unknown>): TokensSearch {
  const begin = typeof name === 'number' ? String(name) : name;
  const [ofState, ofAccess, sorted] = [oneOf(STATES, state), oneOf(ACCESS, access), oneOf(SORTS, sort)];
  return {
    ...(typeof begin === 'string' && canBegin(begin) && { name: begin }),
    ...(ofState !== undefined && { state: ofState }),
    ...(ofAccess !== undefined && { access: ofAccess }),
    ...(sorted !== undefined && sorted !== DEFAULT_SORT && { sort: sorted }),
  };
}

/** Whether the list is narrowed, so that what is missing may be there all the same. */
export const isNarrowed = ({ name, state, access }: TokensSearch): boolean => name !== undefined || state !== undefined || access !== undefined;

export const WITHOUT_FILTERS = { name: undefined, state: undefined, access: undefined } as const;
