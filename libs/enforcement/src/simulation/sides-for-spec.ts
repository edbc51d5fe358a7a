import type { Shard } from '@portcullis/kernel';
import { AuthorityTime } from '../authority-time.js';
import type { CellView } from '../cell-view.js';
import type { Moment, Position } from '../terms.js';
import type { AuthorityProcess } from './authority-for-spec.js';
import type { AuthorityName, Part } from './facts-for-spec.js';
import type { Network } from './network-for-spec.js';
import type { Oracle } from './oracle-for-spec.js';
import type { Random } from './random-for-spec.js';
import type { Read } from './statements-for-spec.js';
import type { Fault, World } from './world-for-spec.js';

export interface VerifierParts {
  readonly world: World;
  readonly network: Network;
  readonly oracle: Oracle;
  readonly random: Random;
  readonly host: string;
  readonly mostRemembered: number;
  /** How long the broker takes. */
  readonly subscribesAfterMs: number;
  /** Any process of an authority, as the broker chooses. Null: there is none. */
  readonly authority: (name: AuthorityName) => AuthorityProcess | null;
  readonly view: (name: AuthorityName, options: ConstructorParameters<typeof CellView>[0]) => CellView;
}

/** One authority, as this process sees it. */
export interface Side {
  readonly name: AuthorityName;
  readonly view: CellView;
  readonly time: AuthorityTime;
  readonly kept: Map<string, Part>;
  readonly reads: Map<string, { sentMs: number | null; readonly joined: ((outcome: Read | Fault) => void)[] }>;
  /** What the oracle knows: when renewals were truly sent, what leases are by that, and what was applied. */
  readonly sentAt: Map<number, number>;
  readonly leasedAt: Map<Shard, number>;
  readonly applied: Map<string, Position>;
}

export interface Used {
  readonly side: Side;
  readonly part: Part;
  readonly isKept: boolean;
}

export type Verdict = 'accepted' | 'unknown' | 'unavailable' | 'revoked' | 'expired' | 'suspended' | 'no_feature';

export function newSide(name: AuthorityName, view: CellView): Side {
  const empty = { kept: new Map(), reads: new Map(), sentAt: new Map(), leasedAt: new Map(), applied: new Map() };
  return { name, view, time: new AuthorityTime(), ...empty };
}

/** By whichever clock says first that it is over: a machine may have slept. */
export function isWithin(ms: number, since: Moment, now: Moment): boolean {
  return now.monotonicMs - since.monotonicMs < ms && Math.abs(now.wallMs - since.wallMs) < ms;
}
