import { parseArgs } from 'node:util';

export interface ChaosOptions {
  readonly seconds: number;
  readonly seed: string;
  /** The file to write. */
  readonly json: string | null;
  /** Whether one accept that must not be is added to the history. */
  readonly plant: boolean;
}

export type ParsedCommand =
  | { readonly command: 'run'; readonly options: ChaosOptions }
  | { readonly command: 'help' }
  | { readonly command: 'misuse'; readonly problem: string };

const DEFAULT_SECONDS = 60;
const LEAST_SECONDS = 5;
const MOST_SECONDS = 86_400;
const SEED = /^[A-Za-z0-9_-]{1,32}$/;

export const HELP = `Runs three gateways and two of each service under load while they are killed, frozen and cut off, and checks afterwards that
nothing which was taken was accepted by a request that began after the taking had returned.

  npm run chaos -- [options]

  --seconds N     how long   (default ${DEFAULT_SECONDS}; 600 for 150 faults and 1,000 revokes)
  --seed S        the faults and the load of an earlier run   (default: another one each time; it is printed)
  --json FILE     write the verdict there as well
  --plant         add to the history one accept that must not be, to see that it is found: exit code 1
  --help          this text

Faults rest for the last 12 seconds of each minute, and everything has to be live within 10. Exit code 1: something was violated, or was
not live in time; history and logs are kept then.
`;

/** Reads the arguments; never throws. @param newSeed for a run that is not told one */
export function parseCommand(args: readonly string[], newSeed: () => string): ParsedCommand {
  try {
    const { values } = parseArgs({
      args: [...args],
      strict: true,
      allowPositionals: false,
      options: {
        seconds: { type: 'string' },
        seed: { type: 'string' },
        json: { type: 'string' },
        plant: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help === true) return { command: 'help' };
    if (values.json === '') throw new RangeError('--json needs the name of a file');
    const seed = values.seed ?? newSeed();
    if (!SEED.test(seed)) throw new RangeError('--seed must be up to 32 letters, digits, - and _');
    const seconds = values.seconds === undefined ? DEFAULT_SECONDS : readSeconds(values.seconds);
    return { command: 'run', options: { seconds, seed, json: values.json ?? null, plant: values.plant ?? false } };
  } catch (error) {
    return { command: 'misuse', problem: (error as Error).message };
  }
}

function readSeconds(text: string): number {
  const seconds = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (seconds < LEAST_SECONDS || seconds > MOST_SECONDS) {
    throw new RangeError(`--seconds must be a whole number from ${LEAST_SECONDS} to ${MOST_SECONDS}`);
  }
  return seconds;
}
