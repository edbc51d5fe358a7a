import { queryOptions } from '@tanstack/react-query';
import type { AccountRef } from '../app/session.js';
import { api, done } from './api.js';

/** The account, the features that it has, and the policy that holds for its tokens. */
export const accountQuery = ({ tenant, account }: AccountRef) =>
  queryOptions({
    queryKey: ['account', tenant, account] as const,
    queryFn: ({ signal }) => done(api.get('/v1/tenants/{tenant}/accounts/{account}', { params: { path: { tenant, account } }, signal })),
    staleTime: 60_000,
  });

export type AccountStanding = Awaited<ReturnType<NonNullable<ReturnType<typeof accountQuery>['queryFn']>>>;
