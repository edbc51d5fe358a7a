/** When a call ran. */
export interface Span {
  readonly began: bigint;
  readonly ended: bigint;
}

/** A take or a give of one switch. */
export interface Turn {
  readonly began: bigint;
  /** null: nobody knows when, nor whether. */
  readonly returned: bigint | null;
}

/** A request whose answer was lost may still be acted on, wherever it waits, but not for longer than this. */
export const LINGERS_NS = 30_000_000_000n;

/** What was done to one switch, which was on before. Turns of one switch are made one after the other. */
export class SwitchLife {
  private readonly takes: Turn[] = [];
  private readonly gives: Turn[] = [];

  add(kind: 'take' | 'give', turn: Turn): void {
    (kind === 'take' ? this.takes : this.gives).push(turn);
  }

  /** Taken, that returned, and never given. */
  get isOffForGood(): boolean {
    return this.gives.length === 0 && this.takes.some(({ returned }) => returned !== null);
  }

  /** Whether it was off all through a call: the take that had returned before, and that no give can have come after; else null. */
  offThrough(call: Span): { readonly returned: bigint } | null {
    return lastTurned(this.takes, this.gives, call);
  }

  /** Whether it was on all through a call; nobody needs to have turned it on. */
  wasOn(call: Span): boolean {
    return this.takes.every(({ began }) => began > call.ended) || lastTurned(this.gives, this.takes, call) !== null;
  }

  /** Whether it can have been turned on after a call that saw it off, and before `until`. */
  canHaveComeBack(seenOff: Span, until: bigint): boolean {
    const isOver = ({ returned }: Turn): boolean =>
      returned !== null && this.gives.some((give) => give.began > returned && give.returned !== null && give.returned < seenOff.began);
    const mayBeSeen = this.takes.filter((take) => take.began <= seenOff.ended && !isOver(take));
    return mayBeSeen.length === 0 || mayBeSeen.some(({ began }) => canHaveCome(this.gives, began, until));
  }
}

function lastTurned(these: readonly Turn[], others: readonly Turn[], { began, ended }: Span): { readonly returned: bigint } | null {
  const last = these.findLast((turn): turn is Turn & { returned: bigint } => turn.returned !== null && turn.returned < began);
  return last === undefined || canHaveCome(others, last.began, ended) ? null : last;
}

/** Whether one of the turns can have come into force between the two. */
function canHaveCome(turns: readonly Turn[], after: bigint, before: bigint): boolean {
  return turns.some(({ began, returned }) => began < before && (returned ?? began + LINGERS_NS) > after);
}
