import type { operations, Receipt, Token } from '@portcullis/client';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { AccountRef } from '../app/session.js';
import { api, done, doneWithHeaders } from './api.js';

export interface TokenRef extends AccountRef {
  readonly token: string;
}

type Answer<Name extends keyof operations, Status extends 200 | 201> =
  operations[Name] extends { readonly responses: { readonly [S in Status]: { content: { 'application/json': infer Body } } } } ? Body : never;
export type Credential = Answer<'readAccountToken', 200>['credentials'][number];
export type Ability = Answer<'accountTokenCan', 200>['items'][number];
export type TokenEdit = operations['editAccountToken']['requestBody']['content']['application/json'];

/** A token, the secrets that it can be used with now, and the ETag of what was read. */
export interface ReadToken {
  readonly token: Token;
  readonly credentials: readonly Credential[];
  readonly etag: string;
}

const ONE = '/v1/tenants/{tenant}/accounts/{account}/tokens/{token}';
const ABILITIES_AT_FIRST = 20;

export const tokenKey = ({ tenant, account, token }: TokenRef) => ['token', tenant, account, token] as const;

export const tokenQuery = (ref: TokenRef) =>
  queryOptions({
    queryKey: tokenKey(ref),
    queryFn: async ({ signal }): Promise<ReadToken> => {
      const { data, headers } = await doneWithHeaders(api.get(ONE, { params: { path: { ...ref } }, signal }));
      return { ...data, etag: headers.get('etag') ?? `"${data.token.version}"` };
    },
  });

/**
 * What a token can do now, of operations whose names begin as `operation` does. `version`: of the token; an edit may change it all. `ip`: from where:
 * nobody can tell of a token with a list of addresses otherwise.
 */
export const abilitiesQuery = ({ tenant, account, token }: TokenRef, version: number, operation: string, ip: string) =>
  infiniteQueryOptions({
    queryKey: ['token', tenant, account, token, 'can', version, operation, ip] as const,
    queryFn: ({ pageParam: cursor, signal }) =>
      done(
        api.get(`${ONE}/can`, {
          params: { path: { tenant, account, token }, query: { limit: ABILITIES_AT_FIRST, ip, ...(operation !== '' && { operation }), ...(cursor !== null && { cursor }) } },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });

/** `etag`: of what the edit was made from. @throws ApiFailure `precondition_failed`: somebody else came first. */
export const editToken = (ref: TokenRef, edit: TokenEdit, etag: string): Promise<{ readonly token: Token; readonly enforcement: Receipt | null }> =>
  done(api.patch(ONE, { params: { path: { ...ref }, header: { 'If-Match': etag } }, body: edit }));

/** `key`: the same for a repeat, so that a lost answer leads to no second new secret. */
export const regenerateToken = (ref: TokenRef, overlapSeconds: number, key: string) =>
  done(api.post(`${ONE}/regenerate`, { params: { path: { ...ref }, header: { 'Idempotency-Key': key } }, body: { overlapSeconds } }));

export const finishRegeneration = (ref: TokenRef) => done(api.post(`${ONE}/regenerate/finish`, { params: { path: { ...ref } } }));

export const revokeToken = (ref: TokenRef, reason: string) =>
  done(api.delete(ONE, { params: { path: { ...ref }, query: reason === '' ? {} : { reason } } }));
