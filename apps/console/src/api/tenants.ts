import type { operations } from '@portcullis/client';
import { infiniteQueryOptions, queryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, done, doneWithHeaders } from './api.js';

export type Tenant = operations['readTenant']['responses'][200]['content']['application/json']['tenant'];

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

/** More are shown as they stand in the list, with whatever of their tree is there. */
const MOST_PAGES = 30;

/** All tenants that a session reaches, page after page: a tree has no pages. */
export function useAllTenants() {
  const { data, error, isPending, hasNextPage, isFetching, fetchNextPage, refetch } = useInfiniteQuery(tenantsQuery);
  const goesOn = hasNextPage && (data?.pages.length ?? 0) < MOST_PAGES;
  useEffect(() => {
    if (goesOn && !isFetching && error === null) void fetchNextPage();
  }, [goesOn, isFetching, error, fetchNextPage]);
  return { tenants: data?.pages.flatMap(({ items }) => items) ?? [], error, isPending, refetch };
}

type NewTenant = operations['createTenant']['requestBody']['content']['application/json'];
type TenantEdit = operations['editTenant']['requestBody']['content']['application/json'];

/** `key`: the same for a repeat, so that a lost answer leads to no second tenant. @throws ApiFailure */
export const createTenant = (body: NewTenant, key: string) => done(api.post('/v1/tenants', { params: { header: { 'Idempotency-Key': key } }, body }));

/** @throws ApiFailure `precondition_failed`: it has another version by now. */
export const editTenant = ({ id, version }: Pick<Tenant, 'id' | 'version'>, body: TenantEdit) =>
  done(api.patch('/v1/tenants/{tenant}', { params: { path: { tenant: id }, header: { 'If-Match': `"${version}"` } }, body }));
