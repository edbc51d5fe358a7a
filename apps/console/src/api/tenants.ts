import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, done, doneWithHeaders } from './api.js';

const PAGE = 100;

/** A tenant, and the ETag of what was read. */
export const tenantQuery = (tenant: string) =>
  queryOptions({
    queryKey: ['tenant', tenant] as const,
    queryFn: async ({ signal }) => {
      const { data, headers } = await doneWithHeaders(api.get('/v1/tenants/{tenant}', { params: { path: { tenant } }, signal }));
      return { tenant: data.tenant, etag: headers.get('etag') ?? `"${data.tenant.version}"` };
    },
    staleTime: 60_000,
  });

/** The tenants that a session reaches: its own and those below it, for operators all; in order of their slugs. */
export const tenantsQuery = infiniteQueryOptions({
  queryKey: ['tenants'] as const,
  queryFn: ({ pageParam: cursor, signal }) => done(api.get('/v1/tenants', { params: { query: { limit: PAGE, ...(cursor !== null && { cursor }) } }, signal })),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
});
