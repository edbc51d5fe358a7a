import { effectivePolicy, type Grant, type OwnerFacts, type TokenFacts } from '@portcullis/access';
import type { OwnersFactsMessage, TokenFactsMessage, TokenView } from '@portcullis/contracts';
import { assert, fromRfc3339, type Instant } from '@portcullis/kernel';
import type { SliceBook } from '../domain/slice-book.js';
import { usesNeed } from '../domain/use-quota.js';

/** What the authorities tell → what a decision hangs on. */

type Slices = Pick<SliceBook, 'mayGive'>;
type Told = Pick<TokenFactsMessage, keyof TokenFactsMessage & keyof TokenView>;

/** Of the credential that was presented. */
export function factsOfPresented(message: TokenFactsMessage, slices: Slices): TokenFacts {
  const { usesDrawn, useQuota, credentialEndsAt } = message;
  return factsOf(message, { left: useQuota === null ? null : useQuota - usesDrawn, slices }, readAtOrNull(credentialEndsAt));
}

/** Of a token that nobody presents, as if with its current secret. */
export function factsOfView(view: TokenView, slices: Slices): TokenFacts {
  return factsOf(view, { left: view.usesLeft, slices }, null);
}

function factsOf(told: Told, uses: { readonly left: number | null; readonly slices: Slices }, credentialEndsAt: Instant | null): TokenFacts {
  const need = usesNeed(told);
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
    // What this gateway has drawn of it, it may still serve.
    exhausted: need !== null && uses.left !== null && uses.left <= 0 && !uses.slices.mayGive(need),
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
