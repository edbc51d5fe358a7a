import type { AuthorityName } from '@portcullis/contracts';

/** How it stands with one authority. */
export interface AuthorityHealth {
  readonly followedShards: number;
  /** Of which memory may answer now. */
  readonly leasedShards: number;
  /** For how long all of them have been; null: not all are. */
  readonly liveForMs: number | null;
  /** How long ago the last renewal was answered; null: none was. */
  readonly renewedAgoMs: number | null;
  /** For how long this host is refused leases, since it kept revokes waiting; 0: it is not. */
  readonly refusedForMs: number;
  readonly readsInFlight: number;
}

export interface VerifierHealth {
  readonly name: string;
  /** The first 16 digits of the SHA-256 of its id, which itself is secret. */
  readonly verifier: string;
  readonly closed: boolean;
  readonly authorities: Readonly<Record<AuthorityName, AuthorityHealth>>;
}
