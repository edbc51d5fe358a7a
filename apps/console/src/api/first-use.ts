import { queryOptions } from '@tanstack/react-query';
import type { AccountRef } from '../app/session.js';
import { api, done } from './api.js';

/** Last uses are told about a second late. */
const LOOK_AGAIN_MS = 2_000;

/** Where the newest secret of a token was used from; null: it was not yet. Looks again until it was. */
export const firstUseQuery = ({ tenant, account }: AccountRef, id: string) =>
  queryOptions({
    queryKey: ['first-use', tenant, account, id] as const,
    queryFn: async ({ signal }) => {
      const { credentials } = await done(
        api.get('/v1/tenants/{tenant}/accounts/{account}/tokens/{token}', { params: { path: { tenant, account, token: id } }, signal }),
      );
      return credentials.find(({ endsAt }) => endsAt === null)?.lastUsed ?? null;
    },
    refetchInterval: ({ state: { data } }) => (data ? false : LOOK_AGAIN_MS),
    staleTime: 0,
    gcTime: 0,
  });
