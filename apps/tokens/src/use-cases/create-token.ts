import { exceeds, misplaced, outlives, tokenState } from '@portcullis/access';
import type { Caller } from '@portcullis/contracts';
import { granted, refused, toRfc3339, type AccountId, type Clock, type Instant, type Result, type Shard, type TenantId, type TokenId } from '@portcullis/kernel';
import { macOf, type Keyring } from '../domain/credential-mac.js';
import { mayIssue, type Catalogue, type NewToken } from '../domain/issuing.js';
import type { Token } from '../domain/token.js';
import type { TokenStore, TokenTransaction } from './ports.js';

export interface CreateToken extends NewToken {
  readonly caller: Caller;
  readonly shard: Shard;
  readonly owner: { readonly tenantId: TenantId; readonly accountId: AccountId | null };
  readonly id: TokenId;
  readonly credential: { readonly publicId: string; readonly digest: Uint8Array };
  readonly name: string;
  readonly description: string;
}

export type CreateTokenRefusal = {
  readonly code: 'invalid_token' | 'exceeds_caller' | 'name_taken' | 'expiry_in_past' | 'operation_unknown';
  readonly detail: string;
};

export interface CreateTokenDeps {
  readonly store: TokenStore;
  readonly keyring: Keyring;
  readonly clock: Clock;
  readonly catalogue: Catalogue;
}

export function createToken(deps: CreateTokenDeps) {
  return async (request: CreateToken): Promise<Result<Token, CreateTokenRefusal>> => {
    const now = deps.clock.now();
    const judged = mayIssue(request, now, deps.catalogue);
    if (!judged.ok) return judged;

    return deps.store.commit(request.owner.tenantId, async (tx) => {
      const held = await stillHeld(deps, tx, request, now);
      if (held) return refused(held);

      const token = tokenOf(request, now);
      const { publicId, digest } = request.credential;
      // No change row: nobody can have cached a token that was not there, and issuing must not queue at the counter.
      const [made] = await Promise.all([
        tx.insert(token, { publicId, ...macOf(deps.keyring, digest) }),
        tx.tell(token, 'token.created', now, createdEvent(token, request.caller)),
      ]);
      if (!made) return refused({ code: 'name_taken', detail: `a token named ${request.name} is already there` });
      return granted(token);
    });
  };
}

/** The caller's row stays locked until the commit: what it hands out it holds at that very moment. */
async function stillHeld(deps: CreateTokenDeps, tx: TokenTransaction, request: CreateToken, now: Instant): Promise<CreateTokenRefusal | null> {
  const parent = await tx.lockCaller(request.caller.tenantId, request.caller.tokenId);
  if (!parent || tokenState(parent, now) !== 'active') {
    return { code: 'invalid_token', detail: 'the calling token is no longer live' };
  }
  const detail = tooMuch(deps, parent, request);
  return detail === null ? null : { code: 'exceeds_caller', detail };
}

function tooMuch({ catalogue }: CreateTokenDeps, parent: Token, request: CreateToken): string | null {
  const place = misplaced(parent, request.kind, request.owner.tenantId);
  if (place !== null) return place;
  const excess = exceeds(parent, request, catalogue.operationNamed);
  if (excess !== null) return `the calling token does not hold ${excess} itself`;
  const end = outlives(parent, request);
  return end === null ? null : `the calling token ends at ${toRfc3339(end)}, and what it makes cannot outlive it: set expiresAt no later`;
}

function tokenOf(request: CreateToken, now: Instant): Token {
  return {
    id: request.id,
    tenantId: request.owner.tenantId,
    accountId: request.owner.accountId,
    shard: request.shard,
    kind: request.kind,
    name: request.name,
    description: request.description,
    access: request.access,
    grants: request.grants,
    expiresAt: request.expiresAt,
    createdAt: now,
    createdBy: request.caller.tokenId,
    revokedAt: null,
  };
}

function createdEvent(token: Token, by: Caller) {
  return {
    by,
    accountId: token.accountId,
    name: token.name,
    kind: token.kind,
    access: token.access,
    grants: token.grants,
    expiresAt: token.expiresAt === null ? null : toRfc3339(token.expiresAt),
  };
}
