import type { Policy } from '@portcullis/client';
import { queryOptions } from '@tanstack/react-query';
import { api, done } from './api.js';

const POLICY = '/v1/tenants/{tenant}/policy';

/** What a tenant lays down, and what holds with what the tenants above do. */
export const policyQuery = (tenant: string) =>
  queryOptions({
    queryKey: ['policy', tenant] as const,
    queryFn: ({ signal }) => done(api.get(POLICY, { params: { path: { tenant } }, signal })),
  });

/** @throws ApiFailure */
export const putPolicy = (tenant: string, policy: Policy) => done(api.put(POLICY, { params: { path: { tenant } }, body: policy }));
