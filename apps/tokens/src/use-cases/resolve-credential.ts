import { granted, refused, type Instant, type Result, type Shard } from '@portcullis/kernel';
import { keyPath, matches } from '../domain/credential-mac.js';
import type { TokenFacts } from '../domain/token.js';
import type { CredentialKeys, TokenStore } from './ports.js';

export interface ResolvedCredential {
  readonly token: TokenFacts;
  readonly publicId: string;
  /** When it ends, because another has replaced it; null: it is the current one. */
  readonly credentialEndsAt: Instant | null;
  /** The database's clock when the token was read. */
  readonly at: Instant;
}

/** Whose secret is this? Unknown name and wrong secret get one and the same answer. State is the asker's to judge. */
export function resolveCredential(deps: { store: TokenStore; keyring: CredentialKeys }) {
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
    const { token, credentialEndsAt, at } = found;
    return granted({ token, publicId, credentialEndsAt, at });
  };
}

const unknown = refused({ code: 'invalid_token' as const, detail: 'the token is not known' });
