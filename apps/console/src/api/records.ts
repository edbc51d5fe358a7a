import { queryOptions } from '@tanstack/react-query';
import type { AccountRef } from '../app/session.js';
import { api, done } from './api.js';

/** Types of records that make a name one of a host. */
const OF_HOSTS: readonly string[] = ['A', 'AAAA', 'CNAME'];

/** The names of hosts that have records in the zone of a domain, for suggestions. It fails where the panel cannot be asked: everything can be typed. */
export const hostsQuery = ({ tenant, account }: AccountRef, zone: string) =>
  queryOptions({
    queryKey: ['records', tenant, account, zone] as const,
    queryFn: async ({ signal }) => {
      const { items } = await done(api.get('/v1/tenants/{tenant}/accounts/{account}/zones/{zone}/records', { params: { path: { tenant, account, zone } }, signal }));
      return [...new Set(items.flatMap(({ name, type }) => (OF_HOSTS.includes(type) ? [name] : [])))];
    },
    staleTime: 60_000,
    retry: false,
  });
