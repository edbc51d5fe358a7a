import type { Account, Receipt } from '@portcullis/client';
import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import type { AccountRef } from '../app/session.js';
import { api, done } from './api.js';

/** By what the list of a tenant's accounts is narrowed. */
export interface AccountFilters {
  /** What the user name begins with. */
  readonly username?: string;
  readonly status?: 'active' | 'suspended';
}

/** What can be said of an account when it is made; all but its user name can be changed later. */
export interface NewAccount {
  readonly username: string;
  readonly domains: readonly string[];
  readonly featureList: string;
}

export interface AccountEdit {
  readonly status?: 'active' | 'suspended';
  readonly domains?: readonly string[];
  readonly featureList?: string;
}

const ALL = '/v1/tenants/{tenant}/accounts';
const ONE = `${ALL}/{account}` as const;
const PAGE = 100;

/** The accounts of a tenant, newest first, page by page. What is shown stays until there is something else. */
export const accountsQuery = (tenant: string, filters: AccountFilters) =>
  infiniteQueryOptions({
    queryKey: ['accounts', tenant, filters] as const,
    queryFn: ({ pageParam: cursor, signal }) => done(api.get(ALL, { params: { path: { tenant }, query: { ...filters, limit: PAGE, ...(cursor !== null && { cursor }) } }, signal })),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });

/** `key`: the same for a repeat, so that a lost answer leads to no second account. @throws ApiFailure */
export const createAccount = async (tenant: string, body: NewAccount, key: string): Promise<Account> =>
  (await done(api.post(ALL, { params: { path: { tenant }, header: { 'Idempotency-Key': key } }, body: { ...body, domains: [...body.domains] } }))).account;

/** `version`: of what the edit was made from. @throws ApiFailure `precondition_failed`: somebody else came first. */
export const editAccount = ({ tenant, account }: AccountRef, { domains, ...edit }: AccountEdit, version: number): Promise<{ readonly account: Account; readonly enforcement: Receipt }> =>
  done(api.patch(ONE, { params: { path: { tenant, account }, header: { 'If-Match': `"${version}"` } }, body: { ...edit, ...(domains && { domains: [...domains] }) } }));

/** A link that opens the console as the account, once. Whoever called keeps it from caches. @throws ApiFailure */
export const createLink = ({ tenant, account }: AccountRef) => done(api.post(`${ONE}/sessions`, { params: { path: { tenant, account } } }));
