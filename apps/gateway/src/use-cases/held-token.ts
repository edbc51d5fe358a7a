import { compile, type CompiledToken, type GrantCatalogue, type OwnerFacts } from '@portcullis/access';
import { permissionsRpc, tokensRpc, type OwnerFactsMessage, type TokenView } from '@portcullis/contracts';
import { granted, refused, type Instant, type Result, type TokenId } from '@portcullis/kernel';
import { factsOfView, ownerFactsOf, readAt, type MayStillUse } from '@portcullis/verifier';
import type { AuthorisedCall } from './authorise-call.js';
import type { Origin, Services } from './ports.js';

/** A token that nobody presents: what it says of itself, and what is true of its owner, as both authorities know it now. */
export interface HeldToken {
  readonly view: TokenView;
  readonly token: CompiledToken;
  readonly owner: OwnerFacts;
  readonly ownerFacts: OwnerFactsMessage;
  readonly now: Instant;
}

export interface HeldTokenReaders {
  readonly services: Services;
  readonly mayStillUse: MayStillUse;
  readonly grantCatalogue: GrantCatalogue;
}

export type TokenNotFound = { readonly code: 'not_found'; readonly detail: string };
export type CallOnToken = Pick<AuthorisedCall, 'target'> & { readonly origin: Origin };

/** A token of a call's target, judged as if its current secret were presented. */
export async function readHeldToken({ services, mayStillUse, grantCatalogue }: HeldTokenReaders, { target, origin }: CallOnToken, tokenId: TokenId): Promise<Result<HeldToken, TokenNotFound>> {
  const { tenant, account, shard } = target;
  const scope = { shard, tenantId: tenant.id, requestId: origin.requestId };
  const read = await services.call(tokensRpc.readToken, { tenantId: tenant.id, accountId: account?.id ?? null, tokenId }, scope);
  if (!read.ok) return refused(read.refusal);
  const { token: view } = read.value;
  const owner = await services.call(permissionsRpc.readOwner, { tenantId: tenant.id, account: view.accountId }, scope);
  if (!owner.ok) return refused({ code: 'not_found', detail: 'there is no such token' });
  return granted({
    view,
    token: compile(factsOfView(view, mayStillUse), grantCatalogue),
    owner: ownerFactsOf(owner.value.tenant, owner.value.account),
    ownerFacts: owner.value,
    now: readAt(owner.value.at),
  });
}
