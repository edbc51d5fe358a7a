import type { Grant, TokenState } from '@portcullis/access';
import type { CredentialView, TokenFactsMessage, TokenView } from '@portcullis/contracts';
import { toRfc3339, type AccountId, type Instant, type TenantId, type TokenId } from '@portcullis/kernel';
import { fromText, toText, writtenRights } from '../domain/rights.js';
import { stateOf, usesLeft, type SeenCredential, type SeenToken, type TokenRights } from '../domain/token.js';
import type { NewCredential } from '../use-cases/create-token.js';
import type { TokenRef } from '../use-cases/ports.js';
import type { ResolvedCredential } from '../use-cases/resolve-credential.js';

export function tokenView(token: SeenToken, now: Instant): TokenView {
  const { id, kind, form, tenantId, accountId, name, description, labels, version, createdBy, createdFrom, revokedBy, revokedReason, lastUsed } = token;
  const state: TokenState = stateOf(token, now);
  return {
    ...{ id, kind, form, tenantId, accountId, name, description, labels: { ...labels } },
    ...writtenRights(token),
    ...{ state, version, createdAt: toRfc3339(token.createdAt), createdBy, createdFrom },
    lastUsed: lastUsed && { ...lastUsed, at: toRfc3339(lastUsed.at) },
    usesLeft: usesLeft(token),
    ...{ revokedAt: toText(token.revokedAt), revokedBy, revokedReason },
  };
}

export function credentialView({ publicId, createdAt, endsAt, uses, lastUsedAt }: SeenCredential): CredentialView {
  return { publicId, createdAt: toRfc3339(createdAt), endsAt: toText(endsAt), uses, lastUsedAt: toText(lastUsedAt) };
}

export function factsMessage({ token, publicId, credentialEndsAt, at }: ResolvedCredential): TokenFactsMessage {
  const { id, kind, form, tenantId, accountId, name, usesDrawn } = token;
  return {
    ...{ id, publicId, kind, form, tenantId, accountId, name },
    ...writtenRights(token),
    ...{ usesDrawn, credentialEndsAt: toText(credentialEndsAt), revokedAt: toText(token.revokedAt), at: toRfc3339(at) },
  };
}

/** Rights as a message carries them: zod's output is looser than it is exact about what was left out. */
interface RightsMessage extends Omit<TokenRights, 'grants' | 'notBefore' | 'expiresAt'> {
  readonly grants: readonly unknown[];
  readonly notBefore: string | null;
  readonly expiresAt: string | null;
}

export function readRights({ access, grants, readOnly, notBefore, expiresAt, ipAllowlist, rateLimit, useQuota }: RightsMessage): TokenRights {
  const times = { notBefore: fromText(notBefore), expiresAt: fromText(expiresAt) };
  return { access, grants: grants as readonly Grant[], readOnly, ...times, ipAllowlist, rateLimit, useQuota };
}

interface NamingMessage {
  readonly tenantId: TenantId;
  readonly accountId: AccountId | null;
  readonly tokenId: TokenId;
}

export function refOf({ tenantId, accountId, tokenId }: NamingMessage): TokenRef {
  return { tenantId, accountId, id: tokenId };
}

export function readCredential({ publicId, digest }: { readonly publicId: string; readonly digest: string }): NewCredential {
  return { publicId, digest: Buffer.from(digest, 'hex') };
}
