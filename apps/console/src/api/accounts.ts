import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import { api, done } from './api.js';

/** By what the list of a tenant's accounts is narrowed. */
export interface AccountFilters {
  /** What the user name begins with. */
  readonly username?: string;
  readonly status?: 'active' | 'suspended';
}

const PAGE = 100;

/** The accounts of a tenant, newest first, page by page. What is shown stays until there is something else. */
export const accountsQuery = (tenant: string, filters: AccountFilters) =>
  infiniteQueryOptions({
    queryKey: ['accounts', tenant, filters] as const,
    queryFn: ({ pageParam: cursor, signal }) =>
      done(api.get('/v1/tenants/{tenant}/accounts', { params: { path: { tenant }, query: { ...filters, limit: PAGE, ...(cursor !== null && { cursor }) } }, signal })),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });
