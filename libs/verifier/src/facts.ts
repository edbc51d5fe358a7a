import { effectivePolicy, type Grant, type OwnerFacts, type TokenFacts } from '@portcullis/access';
import type { OwnerFactsMessage, OwnersFactsMessage, TokenFactsMessage, TokenView } from '@portcullis/contracts';
import { assert, fromRfc3339, type Instant } from '@portcullis/kernel';

/** What the authorities tell → what a decision hangs on. */

/** Of a presented credential. When it was read is no part of it: it may be kept for long, and `Seen.now` is the time. */
export type CredentialFacts = Omit<TokenFactsMessage, 'at'>;
/** Of its owner. */
export type OwnerRecord = Pick<OwnerFactsMessage, 'tenant' | 'account'>;

/** Whether uses of a token's quota are still at hand here, though the authority has handed out all of them. */
export type MayStillUse = (token: { readonly id: string; readonly useQuota: number | null }) => boolean;

type Told = Pick<TokenFactsMessage, keyof TokenFactsMessage & keyof TokenView>;

/** Of the credential that was presented. */
export function factsOfPresented(message: CredentialFacts, mayStillUse: MayStillUse): TokenFacts {
  const { usesDrawn, useQuota, credentialEndsAt } = message;
  return factsOf(message, useQuota === null ? null : useQuota - usesDrawn, mayStillUse, readAtOrNull(credentialEndsAt));
}

/** Of a token that nobody presents, as if with its current secret. */
export function factsOfView(view: TokenView, mayStillUse: MayStillUse): TokenFacts {
  return factsOf(view, view.usesLeft, mayStillUse, null);
}

function factsOf(told: Told, usesLeft: number | null, mayStillUse: MayStillUse, credentialEndsAt: Instant | null): TokenFacts {
  const { kind, form, access, grants, catalogueVersion, readOnly, ipAllowlist, timeWindows } = told;
  return {
    // Without spreads: in V8 each object that one begins may get a shape of its own, and decisions read slowly what is never the same.
    kind,
    form,
    access,
    grants: grants as readonly Grant[],
    catalogueVersion,
    readOnly,
    ipAllowlist,
    timeWindows,
    createdAt: readAt(told.createdAt),
    activeAt: readAt(told.activeAt),
    credentialEndsAt,
    notBefore: readAtOrNull(told.notBefore),
    expiresAt: readAtOrNull(told.expiresAt),
    exhausted: usesLeft !== null && usesLeft <= 0 && !mayStillUse(told),
    revokedAt: readAtOrNull(told.revokedAt),
  };
}

export function accountFactsOf({ status, features }: OwnersFactsMessage['accounts'][number]): NonNullable<OwnerFacts['account']> {
  return { status, features: new Set(features) };
}

/** @param account the token's own; null: the tenant itself owns it */
export function ownerFactsOf(tenant: OwnersFactsMessage['tenant'], account: OwnersFactsMessage['accounts'][number] | null): OwnerFacts {
  return {
    tenants: [tenant.status, ...tenant.ancestors.map((ancestor) => ancestor.status)],
    account: account && accountFactsOf(account),
    policy: effectivePolicy([tenant.policy, ...tenant.ancestors.map(({ policy }) => policy)]),
  };
}

export function readAt(text: string): Instant {
  const at = fromRfc3339(text);
  assert(at !== null, 'the contract lets only date-times through');
  return at;
}

function readAtOrNull(text: string | null): Instant | null {
  return text === null ? null : readAt(text);
}
