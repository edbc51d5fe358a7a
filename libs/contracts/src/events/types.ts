import type { z } from 'zod';
import type { AuthorityName } from '../enforcement/messages.js';
import type { Caller, grant } from '../fields.js';
import type { PolicyView } from '../rpc/permissions.js';
import type { tokenRights } from '../rpc/token-views.js';

type TokenRights = z.output<typeof tokenRights>;
type Grant = z.output<typeof grant>;

/** What of a shard's history a database had lost, after `since`. The subject is `<authority>-<shard>`. */
interface LostHistory {
  authority: AuthorityName;
  shard: number;
  /** The new one. */
  epoch: number;
  since: { epoch: number; rev: number };
  /** Events whose doing was done again. */
  applied: number;
  /** Events of things that the database never knew, and that are gone with it. */
  unknown: number;
}

interface TokenEvent {
  accountId: string | null;
  name: string;
}

/** Every event type, and what its data holds. Never a secret, a digest, a query string or a body. */
export interface EventData {
  'tenant.created': { by: Caller; slug: string; parentId: string | null };
  'tenant.updated': { by: Caller; status: string; name: string };
  'panel.updated': { by: Caller; kind: string; url: string; whmUrl: string | null; hosts: readonly string[] };
  'feature_list.updated': { by: Caller; name: string; features: readonly string[] };
  'account.created': { by: Caller; username: string; featureList: string };
  'account.updated': { by: Caller; status: string; domains: readonly string[]; featureList: string };
  'account.deleted': { by: Caller; username: string };
  /** Of an account, or of the tenant itself: the subject tells. */
  'upstream.updated': { by: Caller; scheme: string; user: string };
  'policy.changed': { by: Caller; policy: PolicyView };
  /** Sessions and links too: `form` tells. */
  'token.created': TokenEvent & TokenRights & { by: Caller | null; kind: string; form: string; catalogueVersion: number };
  /** What was edited, and what it is now. */
  'token.updated': TokenEvent & {
    by: Caller;
    changes: Record<string, unknown>;
    /** The grants for one call that a call has taken: nobody edited it, it used them. */
    taken?: readonly Grant[];
  };
  /** `publicId` names the new credential. */
  'token.regenerated': TokenEvent & { by: Caller; publicId: string; overlapSeconds: number };
  /** The replaced credentials were ended before their time. */
  'token.regeneration_finished': TokenEvent & { by: Caller; publicIds: readonly string[] };
  /** `by` null: it was the service's own, made to be revoked. */
  'token.revoked': TokenEvent & { by: Caller | null; reason: string | null };
  /** Of an account, or of a tenant with its accounts: the subject tells. What each token of them tells itself, `revokedReason`, says the same. */
  'tokens.revoked_in_bulk': {
    by: Caller;
    accountId: string | null;
    /** What was asked for. */
    where: Readonly<Record<string, unknown>>;
    /** The same, all names looked up; null: every token that was made before. */
    selection: Readonly<Record<string, unknown>> | null;
    /** Null: nobody counted them. */
    count: number | null;
    /** Their ids, where they are 500 at most. */
    tokens: readonly string[] | null;
    reason: string | null;
  };
  /** Somebody has shown their whole texts, and they are revoked. `by` null: it was somebody of another tenant. */
  'token.leaked': { by: Caller | null; tokens: readonly { id: string; name: string; accountId: string | null }[]; reason: string | null };
  'history.recovered': LostHistory;
  /** What may have been taken from tokens and was not brought back; `doubt` null: nothing that anybody knows of. */
  'history.loss_accepted': LostHistory & { by: Caller; doubt: string | null };
  'request.denied': {
    requestId: string;
    ip: string;
    tokenId: string;
    /** Where a call was judged. */
    tokenName?: string;
    publicId: string;
    accountId: string | null;
    operation: string;
    /** The first of what a call of a panel touches, as far as it may be told. */
    resources?: readonly string[];
    code: string;
    missing: string;
    /** The code that it can be opened by; null: nobody was told one. The same denial of the same token, told again soon, has the same. */
    denial: string | null;
    /** The one grant that would have made it an allowance; null: no grant would have, or it holds what is not to be told. */
    grant: Grant | null;
    /** How many more of the same kind were counted rather than told. */
    repeated?: number;
  };
}
export type EventType = keyof EventData;
