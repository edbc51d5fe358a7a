/**
 * One line of a history, as it is written in a file. `at`: nanoseconds of one monotonic clock, as decimal text.
 *
 * A **switch** is what one call turns off and perhaps another one on: a token, an account, a feature of a list. A **power** is what a
 * token can be used for, and rests on switches: it is there while all of them are on.
 */
export type Line =
  | PowerLine
  /** A call begins; `call` names it in later lines. */
  | { readonly at: string; readonly call: number; readonly begins: Begun }
  /** It ended, or nobody waits for it any longer. */
  | { readonly at: string; readonly call: number; readonly ended: Ended }
  /** For whoever reads it. The checker looks at none of these. */
  | { readonly at: string; readonly note: string };

export interface PowerLine {
  readonly power: string;
  readonly needs: readonly string[];
  /** When it ends by itself. */
  readonly endsAt: string | null;
}

export type Begun =
  /** Turns a switch off. */
  | { readonly take: string }
  /** Turns it on again. */
  | { readonly give: string }
  /** Uses a power, or asks whether it could be used. @see Ended.accepted */
  | { readonly use: string; readonly gateway: string };

export type Ended =
  /** Of a take or give: `done`, `failed` (it did nothing, and never will), or `unknown`. */
  | 'done'
  | 'failed'
  | 'unknown'
  /** Of a use. */
  | 'accepted'
  /** Not now: 503, a broken connection, a question that nobody answered. */
  | 'unanswered'
  /** @param refused the switches of which at least one was said to be off; empty: for another reason */
  | { readonly refused: readonly string[] };
