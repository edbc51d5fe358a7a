import { granted, refused, type Instant, type Result, type Shard } from '@portcullis/kernel';
import { keyPath, matches } from '../domain/credential-mac.js';
import type { TokenFacts } from '../domain/token.js';
import type { CredentialKeys, ReadPosition, TokenStore } from './ports.js';
import type { KeptCredential } from './rekey-ports.js';

export interface ResolvedCredential {
  readonly token: TokenFacts;
  readonly publicId: string;
  /** When it ends, because another has replaced it; null: it is the current one. */
  readonly credentialEndsAt: Instant | null;
  readonly createdAt: Instant;
  /** Since when nobody has used the token, or given it another secret. */
  readonly activeAt: Instant;
  /** How far the shard's history had come before it was read. */
  readonly stamp: ReadPosition;
  /** The database's clock when the token was read. */
  readonly at: Instant;
}

export interface ResolveCredentialDeps {
  readonly store: TokenStore;
  readonly keyring: CredentialKeys;
  /** Told of each credential that matched, with its digest. Returns at once. */
  readonly freshen: (credential: KeptCredential, digest: Uint8Array) => void;
}

/** Whose secret is this? Unknown name and wrong secret get one and the same answer. State is the asker's to judge. */
export function resolveCredential(deps: ResolveCredentialDeps) {
  return async (
    shard: Shard,
    publicId: string,
    digest: Uint8Array,
  ): Promise<Result<ResolvedCredential, { code: 'invalid_token'; detail: string }>> => {
    const found = await deps.store.resolve(shard, publicId);
    if (!found) return unknown;
    // Another process may be ahead of this one with a new key.
    deps.keyring.learn(keyPath(found.credential.keyId));
    if (!matches(deps.keyring, found.credential, digest)) return unknown;
    const { token, credential, ...times } = found;
    deps.freshen({ tenantId: token.tenantId, shard, publicId, kept: { keyId: credential.keyId, mac: credential.mac } }, digest);
    return granted({ token, publicId, ...times });
  };
}

const unknown = refused({ code: 'invalid_token' as const, detail: 'the token is not known' });
