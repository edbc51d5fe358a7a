import { queryOptions } from '@tanstack/react-query';
import type { AccountRef } from '../app/session.js';

interface RecordNames {
  readonly items: readonly { readonly name: string }[];
}

/** The names that records of a zone have, for suggestions. None where they cannot be read, as of a panel that is away: everything can be typed. */
export const recordsQuery = ({ tenant, account }: AccountRef, zone: string) =>
  queryOptions({
    queryKey: ['records', tenant, account, zone] as const,
    queryFn: async ({ signal }): Promise<readonly string[]> => {
      const answer = await fetch(`/v1/tenants/${tenant}/accounts/${account}/zones/${encodeURIComponent(zone)}/records`, { signal, redirect: 'error' }).catch(() => null);
      if (answer?.ok !== true) return [];
      const { items } = (await answer.json()) as RecordNames;
      return [...new Set(items.map(({ name }) => name))].sort();
    },
    staleTime: 60_000,
    retry: false,
  });
