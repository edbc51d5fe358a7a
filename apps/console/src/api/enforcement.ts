import { queryOptions } from '@tanstack/react-query';
import { api, done } from './api.js';

/** Who answers from memory, how far each has come, and how long revokes have taken. Asked by the page as often as it likes. */
export const enforcementQuery = queryOptions({
  queryKey: ['enforcement'] as const,
  queryFn: ({ signal }) => done(api.get('/v1/enforcement', { signal })),
});

export type Enforcement = Awaited<ReturnType<NonNullable<typeof enforcementQuery.queryFn>>>;
export type RecentReceipt = Enforcement['receipts'][number];
