import type { operations } from '@portcullis/client';
import { queryOptions } from '@tanstack/react-query';
import type { AccountRef } from '../app/session.js';
import { api, done } from './api.js';

const ONE = '/v1/tenants/{tenant}/accounts/{account}/denials/{denial}';

/** For how long what was missing is allowed. */
export type AllowedFor = operations['allowAccountDenial']['requestBody']['content']['application/json']['for'];

export const denialQuery = ({ tenant, account }: AccountRef, denial: string) =>
  queryOptions({
    queryKey: ['denial', tenant, account, denial] as const,
    queryFn: async ({ signal }) => (await done(api.get(ONE, { params: { path: { tenant, account, denial } }, signal }))).denial,
  });

export const allowDenial = ({ tenant, account }: AccountRef, denial: string, how: AllowedFor, confirmEscalating: boolean) =>
  done(api.post(`${ONE}/allow`, { params: { path: { tenant, account, denial } }, body: { for: how, confirmEscalating } }));
