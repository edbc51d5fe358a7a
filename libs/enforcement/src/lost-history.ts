import type { Position } from './terms.js';

/** A piece of a shard's history that somebody has kept: revs in a row. */
export interface KeptPiece {
  readonly epoch: number;
  readonly firstRev: number;
  readonly lastRev: number;
}

/**
 * The first rev that nobody has kept between what a database knows and the furthest that anybody has seen; null: nothing is missing
 * (rule A12). Revs go on across epochs, so it shows as well when an epoch lacks its end.
 * @param pieces all past `known`, in any order
 * @param furthest as a verifier said it; null: none has
 */
export function firstMissing(known: Position, pieces: readonly KeptPiece[], furthest: Position | null): number | null {
  let upTo = known.rev;
  for (const { firstRev, lastRev } of [...pieces].sort((one, other) => one.epoch - other.epoch || one.firstRev - other.firstRev)) {
    if (firstRev > upTo + 1) return upTo + 1;
    upTo = Math.max(upTo, lastRev);
  }
  return furthest !== null && furthest.rev > upTo ? upTo + 1 : null;
}
