import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { AccountRef } from '../app/session.js';
import { api, done } from './api.js';

/** Which entries of an account's trail. Times in RFC 3339. */
export interface AuditFilters {
  /** One type, or with a dot at its end all that begin so. */
  readonly type?: string;
  /** The id of what they are about. */
  readonly subject?: string;
  readonly search?: string;
  readonly since?: string;
  readonly until?: string;
}

const PAGE = 50;
const RECENT = 8;
const ofAccount = ({ tenant, account }: AccountRef, query: AuditFilters & { limit: number; cursor?: string }, signal: AbortSignal) =>
  done(api.get('/v1/tenants/{tenant}/accounts/{account}/audit', { params: { path: { tenant, account }, query }, signal }));

/** An account's trail, newest first, page by page. With filters a page may be short, even empty, before the last. */
export const auditQuery = (ref: AccountRef, filters: AuditFilters) =>
  infiniteQueryOptions({
    queryKey: ['audit', ref.tenant, ref.account, filters] as const,
    queryFn: ({ pageParam: cursor, signal }) => ofAccount(ref, { ...filters, limit: PAGE, ...(cursor !== null && { cursor }) }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    // Every page would be read again.
    refetchOnWindowFocus: false,
  });

/** The newest of what is about one token. */
export const recentQuery = (ref: AccountRef, subject: string) =>
  queryOptions({
    queryKey: ['audit', ref.tenant, ref.account, { subject }, 'recent'] as const,
    queryFn: ({ signal }) => ofAccount(ref, { subject, limit: RECENT }, signal),
  });
