import type { Shard, TenantId } from '@portcullis/kernel';
import type { CredentialMac } from '../domain/credential-mac.js';

/** Where a credential is found. */
export interface CredentialPlace {
  readonly tenantId: TenantId;
  readonly shard: Shard;
  readonly publicId: string;
}

/** A credential as it is kept, whatever may be done with its token. */
export interface KeptCredential extends CredentialPlace {
  readonly kept: CredentialMac;
}

/** Credentials as things that are kept under keys. */
export interface CredentialKeeping {
  /**
   * The places of all tenants' credentials, in an order that stays the same, after that one.
   * @returns null when `cursor` is none of ours; `next` is null after the last place.
   */
  places(limit: number, cursor: string | null): Promise<{ items: readonly CredentialPlace[]; next: string | null } | null>;
  /** Of these places of one tenant what is kept there, without those that are gone. */
  read(tenantId: TenantId, places: readonly CredentialPlace[]): Promise<readonly KeptCredential[]>;
  /** Keeps each of one tenant's credentials as `to`, if it still is as it was read. @returns how many were. */
  replace(tenantId: TenantId, changes: readonly { readonly from: KeptCredential; readonly to: CredentialMac }[]): Promise<number>;
}
