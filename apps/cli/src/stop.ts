/** What a process of ours ends with. */
export const EXIT = {
  done: 0,
  /** Portcullis answered no; or the answer to what was asked is no. */
  refused: 1,
  /** The command was not understood, or misses something. Nothing was asked of anybody. */
  usage: 2,
  /** Nobody answered who could have done it. Trying again may help. */
  unreachable: 3,
} as const;

/** The end of a command before its time. The first line says what went wrong, the others what to do. */
export class Stop extends Error {
  constructor(
    readonly exitCode: (typeof EXIT)[keyof typeof EXIT],
    readonly lines: readonly string[],
  ) {
    super(lines[0]);
  }
}

export const misused = (...lines: readonly string[]): Stop => new Stop(EXIT.usage, lines);
