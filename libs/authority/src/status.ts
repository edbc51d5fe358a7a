import { createHash } from 'node:crypto';
import type { AuthorityName } from '@portcullis/contracts';
import { reaches, type LeaseRow, type Position } from '@portcullis/enforcement';
import type { Shard } from '@portcullis/kernel';

/** A lease as the cell keeps it, with when it was renewed last, by the database's clock: RFC 3339. */
export interface RenewedLease extends LeaseRow {
  readonly renewedAt: string;
}

export interface VerifierStatus {
  /** 16 hex digits of the SHA-256 of its id: the id itself is a secret. */
  readonly id: string;
  readonly name: string;
  readonly renewedAt: string;
  /** How many changes it had not applied when it renewed last, over all shards that it follows. */
  readonly lagRevs: number;
}

export interface AuthorityStatus {
  readonly authority: AuthorityName;
  /** The highest of the shards that are served; null: none is. */
  readonly epoch: number | null;
  /** Fewer than 64: the others wait for a recovery, or are elsewhere. */
  readonly shardsServing: number;
  readonly verifiers: readonly VerifierStatus[];
  /** Hosts that get no lease before this moment, RFC 3339: they have kept too many calls waiting. */
  readonly refused: readonly { readonly name: string; readonly until: string }[];
  /** Calls of this process that wait for verifiers now. */
  readonly waiting: number;
}

export interface StatusFacts {
  readonly name: AuthorityName;
  readonly leases: readonly RenewedLease[];
  readonly positions: ReadonlyMap<Shard, Position>;
  readonly refused: AuthorityStatus['refused'];
  readonly waiting: number;
}

export function statusOf({ name, leases, positions, refused, waiting }: StatusFacts): AuthorityStatus {
  const epochs = [...positions.values()].map(({ epoch }) => epoch);
  return {
    ...{ authority: name, refused, waiting },
    epoch: epochs.length === 0 ? null : Math.max(...epochs),
    shardsServing: positions.size,
    verifiers: leases
      .map(({ verifier, name: host, renewedAt, applied }) => ({ id: hashOf(verifier), name: host, renewedAt, lagRevs: lagOf(applied, positions) }))
      .sort((one, other) => one.name.localeCompare(other.name) || one.id.localeCompare(other.id)),
  };
}

function lagOf(applied: LeaseRow['applied'], positions: ReadonlyMap<Shard, Position>): number {
  let lag = 0;
  for (const [shard, at] of applied) {
    const here = positions.get(shard);
    if (here === undefined || (at !== null && reaches(at, here))) continue;
    // Of what was before the epoch it has nothing.
    lag += at?.epoch === here.epoch ? here.rev - at.rev : here.rev;
  }
  return lag;
}

function hashOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('hex').slice(0, 16);
}
