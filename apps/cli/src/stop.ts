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

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'this user may not read it',
};

/** @param error as node:fs throws it; what the file holds is in none of its words */
export function unreadable(path: string, error: unknown, ...advice: readonly string[]): Stop {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
  return misused(`${path} cannot be read: ${REASONS[code] ? `${REASONS[code]} (${code})` : code}`, ...advice);
}

export const misused = (...lines: readonly string[]): Stop => new Stop(EXIT.usage, lines);
