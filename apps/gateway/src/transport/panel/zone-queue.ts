export interface QueueBounds {
  /** Edits that may wait for one zone. */
  readonly waitingPerZone: number;
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
 * Lets the edits of a zone through this gateway one after another, first come, first served. Panels write a zone as a whole: of two
 * edits at once one is lost, and a line number that was read before another edit names another record after it. Anything
 * else that is edited by line, such as an account's cron table, can be queued for under a name of its own.
 */
export class ZoneQueue {
  /** Of each zone that is being edited, who waits, oldest first. */
  private readonly zones = new Map<string, Set<Waiter>>();
  private waiting = 0;

  constructor(private readonly bounds: QueueBounds) {}

  /**
   * A turn for all of these zones together. Null when `until` is aborted before it comes, or when too many wait already.
   * Wait here before anything that others need, such as a slot at the panel.
   */
  async enter(zones: readonly string[], until: AbortSignal): Promise<Turn | null> {
    const held: string[] = [];
    const turn = { end: () => held.splice(0).forEach((zone) => this.leave(zone)) };
    // Everybody takes them in the same order: no two wait for each other.
    for (const zone of [...new Set(zones)].sort()) {
      if (!(await this.enterOne(zone, until))) {
        turn.end();
        return null;
      }
      held.push(zone);
    }
    return turn;
  }

  private async enterOne(zone: string, until: AbortSignal): Promise<boolean> {
    if (until.aborted) return false;
    const queue = this.zones.get(zone);
    if (!queue) {
      this.zones.set(zone, new Set());
      return true;
    }
    if (queue.size >= this.bounds.waitingPerZone || this.waiting >= this.bounds.waiting) return false;
    return new Promise((resolve) => {
      const leaveQueue = (came: boolean): void => {
        queue.delete(waiter);
        this.waiting--;
        until.removeEventListener('abort', giveUp);
        resolve(came);
      };
      const giveUp = (): void => leaveQueue(false);
      const waiter: Waiter = { go: () => leaveQueue(true) };
      queue.add(waiter);
      this.waiting++;
      until.addEventListener('abort', giveUp, { once: true });
    });
  }

  private leave(zone: string): void {
    const [next] = this.zones.get(zone) ?? [];
    if (next) next.go();
    else this.zones.delete(zone);
  }
}
