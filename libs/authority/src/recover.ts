import type { Position } from '@portcullis/enforcement';
import type { Shard } from '@portcullis/kernel';

/** History may have been lost: how far it went here before the new epoch began. */
export interface LostHistory {
  readonly epoch: number;
  /** Of each shard that is not served: the position that its counter had. What is newer than that, elsewhere, was lost here. */
  readonly since: ReadonlyMap<Shard, Position>;
}

/**
 * Brings back what a lost history had taken (rule A12).
 * @returns whether the shards may serve again. False: an operator has to decide
 */
export type Recover = (lost: LostHistory) => Promise<boolean>;
