import type { operations, Token } from '@portcullis/client';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { AccountRef } from '../app/session.js';
import { api, done } from './api.js';

/** By what the list of an account's tokens is narrowed and sorted. */
export interface TokenFilters {
  /** What the name begins with. */
  readonly name?: string;
  /** Suspended is the account, and so every token of it: that is no filter. */
  readonly state?: Exclude<Token['state'], 'suspended'>;
  readonly access?: Token['access'];
  readonly sort?: 'createdAt' | '-createdAt' | 'name' | '-name';
}

const PAGE = 100;
/** More pages are not read anew just because somebody came back to the window. */
const FEW_PAGES = 3;

/** The tokens of an account, page by page. What is shown stays until there is something else. */
export const tokensQuery = ({ tenant, account }: AccountRef, filters: TokenFilters) =>
  infiniteQueryOptions({
    queryKey: ['tokens', tenant, account, filters] as const,
    queryFn: ({ pageParam: cursor, signal }) =>
      done(
        api.get('/v1/tenants/{tenant}/accounts/{account}/tokens', {
          params: { path: { tenant, account }, query: { ...filters, limit: PAGE, ...(cursor !== null && { cursor }) } },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: ({ state: { data } }) => (data?.pages.length ?? 0) <= FEW_PAGES,
  });

/** Names that begin so and that no new token can have: those of revoked ones are free again. */
export const takenNamesQuery = ({ tenant, account }: AccountRef, begin: string) =>
  queryOptions({
    queryKey: ['tokens', tenant, account, 'names', begin] as const,
    queryFn: async ({ signal }) => {
      const { items } = await done(
        api.get('/v1/tenants/{tenant}/accounts/{account}/tokens', { params: { path: { tenant, account }, query: { name: begin, limit: 200 } }, signal }),
      );
      return items.filter(({ state }) => state !== 'revoked').map(({ name }) => name);
    },
    placeholderData: keepPreviousData,
  });

type NewToken = NonNullable<operations['createAccountToken']['requestBody']>['content']['application/json'];

/** Makes a token. Its answer holds the secret: nobody but the one who called may keep it. @throws ApiFailure */
export const createToken = ({ tenant, account }: AccountRef, body: NewToken, idempotencyKey: string) =>
  done(
    api.post('/v1/tenants/{tenant}/accounts/{account}/tokens', {
      params: { path: { tenant, account }, header: { 'Idempotency-Key': idempotencyKey } },
      body,
    }),
  );
