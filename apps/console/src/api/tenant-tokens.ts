import type { operations, Token } from '@portcullis/client';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, done } from './api.js';

/** By what the list of all tokens of a tenant is narrowed. */
export interface TenantTokenFilters {
  /** Of this account, by its user name or id. */
  readonly account?: string;
  /** What the name begins with. */
  readonly name?: string;
  /** `team:dns` */
  readonly label?: string;
  /** Suspended is the account, and so every token of it: that is no filter. */
  readonly state?: Exclude<Token['state'], 'suspended'>;
  readonly access?: Token['access'];
  readonly kind?: Token['kind'];
  /** RFC 3339 */
  readonly createdBefore?: string;
}

type Bulk = operations['revokeTenantTokens']['requestBody']['content']['application/json'];
/** Which tokens are revoked at once. */
export type Where = Bulk['where'];

const PAGE = 50;
const NEWEST = 200;

/** All tokens of a tenant and its accounts, newest first. Those of one account are all of one kind. */
export const tenantTokensQuery = (tenant: string, filters: TenantTokenFilters) =>
  infiniteQueryOptions({
    queryKey: ['tokens', tenant, 'all', filters] as const,
    queryFn: ({ pageParam: cursor, signal }) => {
      const { account, kind, ...rest } = filters;
      const query = { ...rest, limit: PAGE, ...(cursor !== null && { cursor }) };
      return account === undefined
        ? done(api.get('/v1/tenants/{tenant}/tokens', { params: { path: { tenant }, query: { ...query, ...(kind !== undefined && { kind }) } }, signal }))
        : done(api.get('/v1/tenants/{tenant}/accounts/{account}/tokens', { params: { path: { tenant, account }, query }, signal }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    // Every page would be read again.
    refetchOnWindowFocus: false,
  });

/** The user names of the newest accounts, by id: a page of tokens names them in one request. */
export const usernamesQuery = (tenant: string) =>
  queryOptions({
    queryKey: ['accounts', tenant, 'usernames'] as const,
    queryFn: async ({ signal }) => {
      const { items } = await done(api.get('/v1/tenants/{tenant}/accounts', { params: { path: { tenant }, query: { limit: NEWEST } }, signal }));
      return new Map(items.map(({ id, username }) => [id, username]));
    },
    staleTime: 60_000,
  });

/** Revokes all that `where` means, or with `dryRun` says which they are. `key`: the same for a repeat. @throws ApiFailure */
export const revokeMany = (tenant: string, body: { readonly where: Where; readonly reason: string; readonly dryRun: boolean }, key: string) =>
  done(api.post('/v1/tenants/{tenant}/tokens/revoke-bulk', { params: { path: { tenant }, header: { 'Idempotency-Key': key } }, body }));
