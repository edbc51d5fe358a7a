import { queryOptions } from '@tanstack/react-query';
import { api, done } from './api.js';

const ALL = '/v1/tenants/{tenant}/feature-lists';
const ONE = `${ALL}/{name}` as const;
const PAGE = 200;
/** No tenant has more that people choose from. */
const MOST_PAGES = 5;

/** The feature lists of a tenant, in order of their names, each with how many features it has. */
export const featureListsQuery = (tenant: string) =>
  queryOptions({
    queryKey: ['featureLists', tenant] as const,
    queryFn: async ({ signal }) => {
      const page = (cursor: string | null) => done(api.get(ALL, { params: { path: { tenant }, query: { limit: PAGE, ...(cursor !== null && { cursor }) } }, signal }));
      let { items, next } = await page(null);
      for (let pages = 1; next !== null && pages < MOST_PAGES; pages += 1) {
        const more = await page(next);
        items = [...items, ...more.items];
        next = more.next;
      }
      return items;
    },
  });

export const featureListQuery = (tenant: string, name: string) =>
  queryOptions({
    queryKey: ['featureLists', tenant, name] as const,
    queryFn: async ({ signal }) => (await done(api.get(ONE, { params: { path: { tenant, name } }, signal }))).featureList.features,
  });

/** Makes a list, or puts these features in place of those that it had. @throws ApiFailure */
export const putFeatureList = (tenant: string, name: string, features: readonly string[]) =>
  done(api.put(ONE, { params: { path: { tenant, name } }, body: { features: [...features] } }));
