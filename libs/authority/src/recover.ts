import type { Position } from '@portcullis/enforcement';
import type { Instant, Shard } from '@portcullis/kernel';

/** Whoever recovers, or accepts a loss, is alone at it in the database. Any fixed number. */
export const RECOVERY_LOCK = 1_348_559_221;

/** History may have been lost: how far it went here before the new epoch began. */
export interface LostHistory {
  /** The new one. */
  readonly epoch: number;
  /** Of each shard that is not served: the position that its counter had. What is newer than that, elsewhere, was lost here. */
  readonly since: ReadonlyMap<Shard, Position>;
  /** The newest moment that the database knew of, by its own clock: what it never knew happened later. */
  readonly at: Instant;
  /** How far verifiers have said that they have come, the furthest of each shard. */
  readonly seen: ReadonlyMap<Shard, Position>;
}

/**
 * Brings back what a lost history had taken (rule A12), and lets the shards serve again of which nothing is missing.
 * @returns the shards that are still not served: it may be called again, and an operator may have to decide
 * @throws Fault when what was told cannot be read now: to be called again
 */
export type Recover = (lost: LostHistory) => Promise<readonly Shard[]>;
