import type { CredentialView, ReplyOf, TokenFactsMessage, tokensRpc, TokenView } from '@portcullis/contracts';
import { toRfc3339, type Instant } from '@portcullis/kernel';
import { toText, writtenRights } from '../domain/rights.js';
import { stateOf, usesLeft, type LastUse, type SeenCredential, type SeenToken } from '../domain/token.js';
import type { Drawn } from '../use-cases/ports.js';
import type { ResolvedCredential } from '../use-cases/resolve-credential.js';

export function tokenView(token: SeenToken, now: Instant): TokenView {
  const { id, kind, form, tenantId, accountId, name, description, labels, catalogueVersion, version, createdBy, createdFrom, revokedBy, revokedReason, lastUsed } = token;
  return {
    ...{ id, kind, form, tenantId, accountId, name, description, labels: { ...labels } },
    ...writtenRights(token),
    ...{ catalogueVersion, state: stateOf(token, now), version, createdAt: toRfc3339(token.createdAt), createdBy, createdFrom },
    lastUsed: lastUsed && lastUseView(lastUsed),
    activeAt: toRfc3339(token.activeAt),
    usesLeft: usesLeft(token),
    ...{ revokedAt: toText(token.revokedAt), revokedBy, revokedReason },
  };
}

export function credentialView({ publicId, createdAt, endsAt, uses, lastUsed }: SeenCredential): CredentialView {
  return { publicId, createdAt: toRfc3339(createdAt), endsAt: toText(endsAt), uses, lastUsed: lastUsed && lastUseView(lastUsed) };
}

const lastUseView = (use: LastUse): NonNullable<TokenView['lastUsed']> => ({ ...use, at: toRfc3339(use.at) });

export function factsMessage({ token, publicId, credentialEndsAt, createdAt, activeAt, at }: ResolvedCredential): TokenFactsMessage {
  const { id, kind, form, tenantId, accountId, name, catalogueVersion, usesDrawn } = token;
  return {
    ...{ id, publicId, kind, form, tenantId, accountId, name },
    ...writtenRights(token),
    ...{ catalogueVersion, createdAt: toRfc3339(createdAt), activeAt: toRfc3339(activeAt) },
    ...{ usesDrawn, credentialEndsAt: toText(credentialEndsAt), revokedAt: toText(token.revokedAt), at: toRfc3339(at) },
  };
}

export function drawnMessage({ tokenRate, tenantRate, uses, at }: Drawn): ReplyOf<typeof tokensRpc.drawAllowance> {
  const withEnd = (drawn: Drawn['tokenRate']) => drawn && { ...drawn, endsAt: toRfc3339(drawn.endsAt) };
  return { tokenRate: withEnd(tokenRate), tenantRate: withEnd(tenantRate), uses, at: toRfc3339(at) };
}
