import { queryOptions } from '@tanstack/react-query';
import { api, done } from './api.js';

/** What can be granted. A version of it never changes. */
export const catalogueQuery = queryOptions({
  queryKey: ['catalogue'] as const,
  queryFn: ({ signal }) => done(api.get('/v1/catalogue', { signal })),
  staleTime: 5 * 60_000,
});

export type Catalogue = Awaited<ReturnType<NonNullable<typeof catalogueQuery.queryFn>>>;
export type Preset = Catalogue['presets'][number];
