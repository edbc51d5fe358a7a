export interface QueueBounds {
  /** Edits of one holder that may wait, for whichever zones. */
  readonly waitingPerHolder: number;
  /** Edits that may wait in all. */
  readonly waiting: number;
}

/** Leave to edit. */
export interface Turn {
  /** Ends it; a second time does nothing. */
  end(): void;
}

interface Waiter {
  readonly go: () => void;
}

/** Names a zone at a panel; both as they are compared: an origin, and a folded A-label name without a dot at its end. */
export function zoneAt(panel: string, zone: string): string {
  return `${panel} ${zone}`;
}

/**
 * Lets the edits of a zone through this gateway one after another: each holder in turn, and of one holder first come, first served.
 * Panels write a zone as a whole: of two edits at once one is lost, and a line number that was read before another edit names
 * another record after it. Anything else that is edited by line, such as an account's cron table, can be queued for under a name
 * of its own.
 */
export class ZoneQueue {
  /** Of each zone that is being edited, who waits: holders in the order of their turns, and the edits of each, oldest first. */
  private readonly zones = new Map<string, Map<string, Set<Waiter>>>();
  private readonly waitingOf = new Map<string, number>();
  private waiting = 0;

  constructor(private readonly bounds: QueueBounds) {}

  /**
   * A turn for all of these zones together. Null when `until` is aborted before it comes, or when too many wait already.
   * Wait here before anything that others need, such as a slot at the panel.
   * @param holder whose edits they are: many of one holder do not keep others waiting
   */
  async enter(zones: readonly string[], holder: string, until: AbortSignal): Promise<Turn | null> {
    const held: string[] = [];
    const turn = { end: () => held.splice(0).forEach((zone) => this.leave(zone)) };
    // Everybody takes them in the same order: no two wait for each other.
    for (const zone of [...new Set(zones)].sort()) {
      if (!(await this.enterOne(zone, holder, until))) {
        turn.end();
        return null;
      }
      held.push(zone);
    }
    return turn;
  }

  private async enterOne(zone: string, holder: string, until: AbortSignal): Promise<boolean> {
    if (until.aborted) return false;
    const queue = this.zones.get(zone);
    if (!queue) {
      this.zones.set(zone, new Map());
      return true;
    }
    if ((this.waitingOf.get(holder) ?? 0) >= this.bounds.waitingPerHolder || this.waiting >= this.bounds.waiting) return false;
    const own = queue.get(holder) ?? new Set();
    queue.set(holder, own);
    return new Promise((resolve) => {
      const leaveQueue = (came: boolean): void => {
        own.delete(waiter);
        if (own.size === 0 && queue.get(holder) === own) queue.delete(holder);
        this.count(holder, -1);
        until.removeEventListener('abort', giveUp);
        resolve(came);
      };
      const giveUp = (): void => leaveQueue(false);
      const waiter: Waiter = { go: () => leaveQueue(true) };
      own.add(waiter);
      this.count(holder, 1);
      until.addEventListener('abort', giveUp, { once: true });
    });
  }

  private count(holder: string, change: number): void {
    this.waiting += change;
    const own = (this.waitingOf.get(holder) ?? 0) + change;
    if (own > 0) this.waitingOf.set(holder, own);
    else this.waitingOf.delete(holder);
  }

  private leave(zone: string): void {
    const queue = this.zones.get(zone);
    const [turn] = queue ?? [];
    if (!queue || !turn) return void this.zones.delete(zone);
    const [holder, own] = turn;
    // Its other edits come after those of the others.
    queue.delete(holder);
    queue.set(holder, own);
    const [next] = own;
    next!.go();
  }
}
