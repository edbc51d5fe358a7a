import type { Result } from '@portcullis/kernel';

/** An answer that others are waited for, while nothing is being worked on. */
export class Settling<Outcome extends Result<unknown, unknown>> {
  constructor(readonly outcome: Promise<Outcome>) {
    // Whoever sends the answer hears of a failure, too: until then it is not one that nobody caught.
    outcome.catch(() => undefined);
  }
}

/**
 * For a handler whose work is done, and which answers when this resolves: its work slot is given back at once. Faults may be thrown here as
 * they may in the handler.
 */
export function settling<Outcome extends Result<unknown, unknown>>(outcome: Promise<Outcome>): Settling<Outcome> {
  return new Settling(outcome);
}
