import { assert } from '@portcullis/kernel';
import type { Change, Position, Stamp } from './terms.js';

/** What became of a change that arrived. `gap`: those before it have not come. `newer_epoch`: nothing but a renewal may tell of it. */
export type Received = 'applied' | 'known' | 'gap' | 'older_epoch' | 'newer_epoch';

/** How many changed targets of one shard are remembered: at about 100 bytes each. */
export const MOST_REMEMBERED = 10_000;

/**
 * How far one process has come in a shard's history, and what that history makes stale (rules V2 and V3). Applying a change takes constant
 * time, a barrier's too: facts are compared with it when they are used.
 */
export class ShardView {
  private at: Position | null = null;
  /** Of what was read before this rev it is no longer known whether it changed. */
  private floor = 0;
  /** Target → the rev of its newest change, in the order of those revs. */
  private readonly changed = new Map<string, number>();

  constructor(private readonly mostRemembered = MOST_REMEMBERED) {}

  /** Null: nothing is known yet. */
  get position(): Position | null {
    return this.at;
  }

  /** Begins anew: in a higher epoch, or where more has passed than can be told. Whatever was known is stale. */
  startAfresh({ epoch, rev }: Position): void {
    assert(this.at === null || epoch > this.at.epoch || (epoch === this.at.epoch && rev >= this.at.rev), 'a history is never begun anew before where it stands');
    this.at = { epoch, rev };
    this.floor = rev;
    this.changed.clear();
  }

  receive({ epoch, rev, target }: Change): Received {
    if (this.at === null || epoch > this.at.epoch) return 'newer_epoch';
    if (epoch < this.at.epoch) return 'older_epoch';
    if (rev <= this.at.rev) return 'known';
    if (rev > this.at.rev + 1) return 'gap';
    this.at = { epoch, rev };
    this.remember(target, rev);
    return 'applied';
  }

  /** Whether nothing that is known here has changed the fact since it was read. */
  permits({ epoch, rev, targets }: Stamp): boolean {
    if (this.at === null || epoch !== this.at.epoch || rev < this.floor) return false;
    for (const target of targets) {
      const changedAt = this.changed.get(target);
      if (changedAt !== undefined && changedAt > rev) return false;
    }
    return true;
  }

  private remember(target: string, rev: number): void {
    this.changed.delete(target);
    this.changed.set(target, rev);
    if (this.changed.size <= this.mostRemembered) return;
    const [oldest, forgotten] = this.changed.entries().next().value!;
    this.changed.delete(oldest);
    // Only facts that were read after it are known to hold it.
    this.floor = forgotten;
  }
}
