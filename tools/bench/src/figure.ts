import type { Stack } from '@portcullis/stack';

/** One number that is worth following from version to version. Each is a file below `figures/`. */
export type Figure = StackFigure | ProcessFigure;

interface Named {
  /** Its key in the JSON, and what `--only` takes. */
  readonly name: string;
  /** What `value`, `min` and `max` are counted in. */
  readonly unit: string;
  /** One sentence: what is measured against what. */
  readonly describe: string;
}

/** Of the whole product at work. */
export interface StackFigure extends Named {
  readonly needsStack: true;
  /** How many gateway processes its stack has. */
  readonly gateways: number;
  /**
   * @throws BenchError when an answer was not what it should be: a fast wrong answer is no speed.
   * @throws the reason of `context.signal` when that is aborted; nothing the figure started is left running then.
   */
  run(context: BenchContext): Promise<Measurement>;
}

/** Of pure code, in this process alone. Measured before there is a stack, whose processes would take from its time. */
export interface ProcessFigure extends Named {
  readonly needsStack: false;
  /** @throws as a figure of the stack does */
  run(measuring: Measuring): Promise<Measurement>;
}

export interface Measuring {
  /** How long to measure in all, warm-up not counted. */
  readonly seconds: number;
  readonly signal: AbortSignal;
  /** A line for the person at the terminal. */
  readonly say: (line: string) => void;
}

export interface BenchContext extends Measuring {
  /** Running and seeded, and shared by all figures of a run: leave it as you found it. */
  readonly stack: Stack;
}

export interface Measurement {
  /** The median round's. */
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** What the limit of a ratio reached itself in this very run, in its own unit; null: the figure is no ratio. */
  readonly limit: { readonly value: number; readonly unit: string } | null;
  /** Whatever else was seen, for information: on another machine, or under other load, it is another number. */
  readonly detail: Readonly<Record<string, unknown>>;
}
