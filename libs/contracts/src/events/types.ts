import type { Caller } from '../fields.js';

/** Every event type, and what its data holds. Never a secret, a digest, a query string or a body. */
export interface EventData {
  'tenant.created': { by: Caller; slug: string; parentId: string | null };
  'tenant.updated': { by: Caller; status: string; name: string };
  'panel.updated': { by: Caller; url: string; hosts: readonly string[] };
  'feature_list.updated': { by: Caller; name: string; features: readonly string[] };
  'account.created': { by: Caller; username: string; featureList: string };
  'account.updated': { by: Caller; status: string; domains: readonly string[]; featureList: string };
  'account.deleted': { by: Caller; username: string };
  'upstream.updated': { by: Caller; scheme: string; user: string };
  'token.created': { by: Caller | null; accountId: string | null; name: string; kind: string; access: string; grants: readonly unknown[]; expiresAt: string | null };
  'token.revoked': { by: Caller; accountId: string | null; name: string };
  'request.denied': {
    requestId: string;
    ip: string;
    tokenId: string;
    publicId: string;
    accountId: string | null;
    operation: string;
    code: string;
    missing: string;
    /** How many more of the same kind were counted rather than told. */
    repeated?: number;
  };
}
export type EventType = keyof EventData;

