import type { Grant } from '@portcullis/access';
import type { RequestOf, tokensRpc } from '@portcullis/contracts';
import { assert, type AccountId, type TenantId, type TokenId } from '@portcullis/kernel';
import type { TokenChanges } from '../domain/editing.js';
import { fromText } from '../domain/rights.js';
import type { TokenRights } from '../domain/token.js';
import type { NewCredential } from '../use-cases/create-token.js';
import type { Selection, TokenRef, Use } from '../use-cases/ports.js';

type Changes = RequestOf<typeof tokensRpc.editToken>['changes'];
type Rights = Pick<RequestOf<typeof tokensRpc.createToken>, keyof TokenRights>;

/** Zod's output does not tell a grant's one selector from the other: its schema has. */
export function readRights({ access, grants, readOnly, notBefore, expiresAt, ipAllowlist, rateLimit, useQuota, timeWindows }: Rights): TokenRights {
  const times = { notBefore: fromText(notBefore), expiresAt: fromText(expiresAt) };
  return { access, grants: grants as readonly Grant[], readOnly, ...times, ipAllowlist, rateLimit, useQuota, timeWindows };
}

export function readChanges({ grants, notBefore, expiresAt, ...rest }: Changes): TokenChanges {
  return {
    ...rest,
    ...(grants !== undefined && { grants: grants as readonly Grant[] }),
    ...(notBefore !== undefined && { notBefore: fromText(notBefore) }),
    ...(expiresAt !== undefined && { expiresAt: fromText(expiresAt) }),
  };
}

type WrittenSelection = NonNullable<RequestOf<typeof tokensRpc.revokeTokens>['selection']>;

export function readSelection({ createdBefore, ...rest }: WrittenSelection): Selection {
  return { ...rest, createdBefore: fromText(createdBefore) };
}

interface Naming {
  readonly tenantId: TenantId;
  readonly accountId: AccountId | null;
  readonly tokenId: TokenId;
}

export function refOf({ tenantId, accountId, tokenId }: Naming): TokenRef {
  return { tenantId, accountId, id: tokenId };
}

export function readCredential({ publicId, digest }: { readonly publicId: string; readonly digest: string }): NewCredential {
  return { publicId, digest: Buffer.from(digest, 'hex') };
}

export function readUse({ at, ...use }: RequestOf<typeof tokensRpc.recordUses>['uses'][number]): Use {
  return { ...use, at: readTime(at) };
}

function readTime(text: string): Use['at'] {
  const at = fromText(text);
  assert(at !== null, 'the contract asks for a time');
  return at;
}
