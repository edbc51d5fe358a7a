import type { Instant } from '@portcullis/kernel';
import { BoundedMap } from './bounded-map.js';

/** How much may be had of something: `amount` in each window of so many seconds or, with null, `amount` for ever. */
export interface Bound {
  readonly amount: number;
  readonly windowSeconds: number | null;
}

/** What a request takes one of. */
export interface Need {
  /** What is counted, such as a token's uses; no two things share one. */
  readonly subject: string;
  readonly bound: Bound;
}

/** What an authority has granted, and what it had left for everybody after it. */
export interface Slice {
  readonly granted: number;
  readonly left: number;
  /** When its window ends by the authority's clock; null where there are no windows. */
  readonly endsAt: Instant | null;
}

export type Taking =
  /** One of each. */
  | { readonly kind: 'taken'; readonly taken: readonly Taken[] }
  /** Nothing was taken: of these there is no more to be had, here or anywhere. */
  | { readonly kind: 'over'; readonly over: readonly Need[] }
  /** Nothing was taken: of these a slice is to be drawn first. */
  | { readonly kind: 'lacking'; readonly lacking: readonly Need[] };

export interface Taken {
  readonly subject: string;
  readonly held: Held;
}

interface Held {
  readonly bound: Bound;
  readonly endsAt: Instant | null;
  inHand: number;
  /** What the authority had left for everybody after the last draw. */
  left: number;
}

/** A share of the whole that one gateway may have in hand: what it does not use is lost to the others until the window ends. */
const SLICES_PER_BOUND = 100;
/** What one draw may ask for. */
const LARGEST_DRAW = 100_000;
/** A subject that is forgotten loses what is in hand, which is never more than a slice. */
const MOST_SUBJECTS = 50_000;

/**
 * How much to draw: a hundredth of the bound, or as many as wait here if they are more, since those are used at once.
 * So with any number of gateways at most 1 % for each of the others lies where it is not wanted.
 */
export function drawSize({ amount }: Bound, waiting: number): number {
  return Math.min(amount, LARGEST_DRAW, Math.max(1, Math.floor(amount / SLICES_PER_BOUND), waiting));
}

/**
 * What this gateway has drawn ahead of use. Only what an authority has granted is ever taken from it, so that all gateways
 * together serve no more than the bound, whatever is lost between them. Time is the authority's, as each request read it.
 */
export class SliceBook {
  private readonly held = new BoundedMap<string, Held>(MOST_SUBJECTS);
  private readonly drawing = new Set<string>();
  private readonly waiting = new Map<string, number>();

  /** One of each, or nothing. That something is over outranks that something else is still to be drawn. */
  take(needs: readonly Need[], at: Instant): Taking {
    const over: Need[] = [];
    const lacking: Need[] = [];
    const taken: Taken[] = [];
    for (const need of needs) {
      const held = this.current(need, at);
      if (held === null) lacking.push(need);
      else if (held.inHand > 0) taken.push({ subject: need.subject, held });
      // While more of it is on the way, nobody can say that it is over.
      else if (held.left > 0 || this.drawing.has(need.subject)) lacking.push(need);
      else over.push(need);
    }
    if (over.length > 0) return { kind: 'over', over };
    if (lacking.length > 0) return { kind: 'lacking', lacking };
    for (const { held } of taken) held.inHand--;
    return { kind: 'taken', taken };
  }

  /** For a request that was refused after it had taken. What belongs to a window that is no longer the present one is lost. */
  giveBack(taken: readonly Taken[]): void {
    for (const { subject, held } of taken) if (this.held.get(subject) === held) held.inHand++;
  }

  /** Whether one may still be had from here, whatever the authority has left. */
  mayGive({ subject, bound }: Need): boolean {
    const held = this.held.get(subject);
    return this.drawing.has(subject) || (held !== undefined && sameBound(held.bound, bound) && held.inHand > 0);
  }

  /** What is left of it, as far as is known here, and in how many seconds its window ends. */
  standing(need: Need, at: Instant): { left: number; resetSeconds: number | null } {
    const held = this.current(need, at);
    const { amount, windowSeconds } = need.bound;
    if (held === null) return { left: amount, resetSeconds: windowSeconds };
    const resetSeconds = held.endsAt === null ? null : Math.max(1, Math.ceil((held.endsAt - at) / 1000));
    return { left: Math.min(amount, held.inHand + held.left), resetSeconds };
  }

  beginWaiting(needs: readonly Need[]): void {
    for (const { subject } of needs) this.waiting.set(subject, (this.waiting.get(subject) ?? 0) + 1);
  }

  endWaiting(needs: readonly Need[]): void {
    for (const { subject } of needs) {
      const others = (this.waiting.get(subject) ?? 1) - 1;
      if (others === 0) this.waiting.delete(subject);
      else this.waiting.set(subject, others);
    }
  }

  /** How much to ask the authority for. From now on others wait for this draw. */
  beginDraw({ subject, bound }: Need): number {
    this.drawing.add(subject);
    return drawSize(bound, this.waiting.get(subject) ?? 1);
  }

  /** @param slice null when the answer did not come: what it held is lost. */
  endDraw(need: Need, slice: Slice | null): void {
    this.drawing.delete(need.subject);
    if (slice !== null) this.fill(need, slice);
  }

  private fill({ subject, bound }: Need, { granted, left, endsAt }: Slice): void {
    const before = this.held.get(subject);
    const same = before !== undefined && sameBound(before.bound, bound) && before.endsAt === endsAt;
    const held: Held = same ? before : { bound, endsAt, inHand: 0, left: 0 };
    held.inHand += granted;
    held.left = left;
    this.held.set(subject, held);
  }

  /** Null: nothing is known of its present window. Another bound than it was drawn under counts as another thing. */
  private current({ subject, bound }: Need, at: Instant): Held | null {
    const held = this.held.get(subject);
    if (held === undefined || !sameBound(held.bound, bound)) return null;
    return held.endsAt !== null && held.endsAt <= at ? null : held;
  }
}

function sameBound(one: Bound, other: Bound): boolean {
  return one.amount === other.amount && one.windowSeconds === other.windowSeconds;
}
