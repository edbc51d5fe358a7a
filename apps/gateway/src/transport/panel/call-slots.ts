export interface SlotBounds {
  /** Calls under way at one panel: as many as there are connections to it. */
  readonly perPanel: number;
  /** Calls under way for one account: well below, so that one account's slow calls leave room for the others. */
  readonly perAccount: number;
  /** Calls of one account that may wait. */
  readonly waitingPerAccount: number;
}

export interface Place {
  readonly panel: string;
  readonly account: string;
}

/** Leave to have one call under way. */
export interface Slot {
  /** Gives it back; a second time does nothing. */
  free(): void;
}

interface Waiter {
  readonly account: string;
  readonly grant: (slot: Slot) => void;
}

interface Panel {
  underWay: number;
  readonly byAccount: Map<string, number>;
  /** Oldest first. */
  readonly waiting: Set<Waiter>;
}

/**
 * Counts the calls under way at each panel. They wait here and not in the HTTP client's own queue: what waits there has been
 * judged, and would be sent however long ago that was.
 */
export class CallSlots {
  private readonly panels = new Map<string, Panel>();

  constructor(private readonly bounds: SlotBounds) {}

  /** A slot if one is to be had now. Nobody is overtaken: while a panel has room, those who wait there are over their own bound. */
  take({ panel: name, account }: Place): Slot | null {
    const panel = this.panels.get(name) ?? { underWay: 0, byAccount: new Map<string, number>(), waiting: new Set<Waiter>() };
    if (!this.hasRoom(panel, account)) return null;
    this.panels.set(name, panel);
    return this.occupy(name, panel, account);
  }

  /** A slot as soon as one is free, oldest first. Null when `until` is aborted before, or when too many wait already. */
  async wait(place: Place, until: AbortSignal): Promise<Slot | null> {
    const slot = this.take(place);
    const panel = this.panels.get(place.panel);
    if (slot || !panel || until.aborted) return slot;
    if (countOf(panel.waiting, place.account) >= this.bounds.waitingPerAccount) return null;
    return new Promise((resolve) => {
      const giveUp = (): void => {
        panel.waiting.delete(waiter);
        resolve(null);
      };
      const waiter: Waiter = {
        account: place.account,
        grant: (granted) => {
          until.removeEventListener('abort', giveUp);
          resolve(granted);
        },
      };
      panel.waiting.add(waiter);
      until.addEventListener('abort', giveUp, { once: true });
    });
  }

  private hasRoom(panel: Panel, account: string): boolean {
    return panel.underWay < this.bounds.perPanel && (panel.byAccount.get(account) ?? 0) < this.bounds.perAccount;
  }

  private occupy(name: string, panel: Panel, account: string): Slot {
    let taken = true;
    panel.underWay++;
    panel.byAccount.set(account, (panel.byAccount.get(account) ?? 0) + 1);
    return {
      free: () => {
        if (!taken) return;
        taken = false;
        panel.underWay--;
        const left = panel.byAccount.get(account)! - 1;
        if (left === 0) panel.byAccount.delete(account);
        else panel.byAccount.set(account, left);
        this.grantNext(name, panel);
        if (panel.underWay === 0) this.panels.delete(name);
      },
    };
  }

  private grantNext(name: string, panel: Panel): void {
    for (const waiter of panel.waiting) {
      if (!this.hasRoom(panel, waiter.account)) continue;
      panel.waiting.delete(waiter);
      waiter.grant(this.occupy(name, panel, waiter.account));
      return;
    }
  }
}

function countOf(waiting: Iterable<Waiter>, account: string): number {
  let count = 0;
  for (const waiter of waiting) if (waiter.account === account) count++;
  return count;
}
