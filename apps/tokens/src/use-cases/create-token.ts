import type { TenantPolicy } from '@portcullis/access';
import type { Caller } from '@portcullis/contracts';
import { granted, refused, type Clock, type Instant, type Result, type Shard, type TokenId } from '@portcullis/kernel';
import type { RepeatableRequest, RepeatRefusal, SealedSecret } from '@portcullis/platform/idempotency';
import { macOf, type Keyring } from '../domain/credential-mac.js';
import { mayNotEscalate, type EscalatingRefusal } from '../domain/escalating.js';
import { cannotHandOut, tooFewUses, usesToHandOn, versionGivenBy, type HandingOutRefusal } from '../domain/handing-out.js';
import { mayIssue, type Catalogue, type IssuingRefusal, type NewToken } from '../domain/issuing.js';
import { newborn, type SeenToken, type Token } from '../domain/token.js';
import { createdEvent } from './created-event.js';
import { tooMany } from './too-many.js';
import type { Owner, TokenStore } from './ports.js';

export interface CreateToken extends NewToken {
  readonly caller: Caller;
  readonly shard: Shard;
  readonly owner: Owner;
  readonly id: TokenId;
  readonly credential: NewCredential;
  readonly name: string;
  readonly description: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly confirmEscalating: boolean;
  /** What holds for the owner's tenant, those above it included. */
  readonly policy: TenantPolicy;
  readonly idempotency: RepeatableRequest | null;
}

/** Made by the gateway: the secret itself stays there. */
export interface NewCredential {
  readonly publicId: string;
  readonly digest: Uint8Array;
}

export interface CreatedToken {
  readonly token: SeenToken;
  /** The secret of what an earlier request with the same key made; null when it is made now. */
  readonly replayed: SealedSecret | null;
}

export type CreateTokenRefusal =
  | IssuingRefusal
  | HandingOutRefusal
  | EscalatingRefusal
  | RepeatRefusal
  | { readonly code: 'name_taken'; readonly detail: string };

export interface CreateTokenDeps {
  readonly store: TokenStore;
  readonly keyring: Keyring;
  readonly clock: Clock;
  readonly catalogue: Catalogue;
}

export function createToken(deps: CreateTokenDeps) {
  return async (request: CreateToken): Promise<Result<CreatedToken, CreateTokenRefusal>> =>
    deps.store.commit(request.owner.tenantId, async (tx): Promise<Result<CreatedToken, CreateTokenRefusal>> => {
      const before = await tx.recall(request.idempotency);
      if (!before.ok) return before;
      if (before.value) {
        const token = await tx.find({ ...request.owner, id: before.value.id as TokenId });
        return token ? granted({ token, replayed: before.value.sealedSecret }) : refused(gone);
      }

      const now = deps.clock.now();
      const { owner, policy, confirmEscalating } = request;
      const caller = await tx.lockCaller(request.caller, owner);
      const catalogueVersion = caller === null ? deps.catalogue.version : versionGivenBy(caller, deps.catalogue);
      const wanted = { ...request, catalogueVersion, tenantId: owner.tenantId };
      const judged = mayIssue(wanted, { now, policy }, deps.catalogue);
      if (!judged.ok) return judged;
      const excess = cannotHandOut(caller, wanted, now, deps.catalogue);
      if (excess) return refused(excess);
      const escalating = mayNotEscalate(wanted, confirmEscalating, now, deps.catalogue);
      if (escalating) return refused(escalating);
      const handedOn = caller === null ? 0 : usesToHandOn(caller, request.useQuota, 0);
      if (handedOn > 0 && !(await tx.handOnUses(caller!, handedOn))) return refused(tooFewUses);
      const crowded = await tooMany(tx, owner, policy);
      if (crowded) return refused(crowded);

      const token = tokenOf(request, catalogueVersion, now);
      const { publicId, digest } = request.credential;
      // No change row: nobody can have cached a token that was not there, and issuing must not queue at the counter.
      const [made] = await Promise.all([
        tx.insert(token, { publicId, ...macOf(deps.keyring, digest) }),
        tx.tell(token, 'token.created', now, createdEvent(token, request.caller)),
      ]);
      if (!made) return refused({ code: 'name_taken', detail: `a token named ${request.name} is already there` });
      await tx.remember(request.idempotency, token.id);
      return granted({ token: { ...token, lastUsed: null, activeAt: token.createdAt }, replayed: null });
    });
}

/** What the key made was swept meanwhile. To make it again would be a second one. */
const gone = { code: 'secret_already_shown', detail: 'what this Idempotency-Key made is no longer there' } as const;

function tokenOf(request: CreateToken, catalogueVersion: number, now: Instant): Token {
  const { id, owner, shard, kind, name, description, labels, caller } = request;
  const { access, grants, readOnly, notBefore, expiresAt, ipAllowlist, rateLimit, useQuota, timeWindows } = request;
  return {
    ...{ id, ...owner, shard, kind, form: 'token', name, description, labels },
    ...{ access, grants, readOnly, notBefore, expiresAt, ipAllowlist, rateLimit, useQuota, timeWindows, catalogueVersion },
    ...newborn,
    ...{ createdAt: now, createdBy: caller.tokenId, createdByTenant: caller.tenantId, createdFrom: caller.ip },
  };
}
