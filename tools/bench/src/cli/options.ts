import { parseArgs } from 'node:util';
import type { Figure } from '../figure.js';

type NamedFigure = Pick<Figure, 'name' | 'describe'>;

export interface Plan<F> {
  readonly figures: readonly F[];
  /** For each figure. */
  readonly seconds: number;
  /** The file to write. */
  readonly json: string | null;
}

export type ParsedCommand<F extends NamedFigure> =
  | { readonly command: 'measure'; readonly plan: Plan<F> }
  | { readonly command: 'help' }
  | { readonly command: 'misuse'; readonly problem: string };

const DEFAULT_SECONDS = 28;
const MOST_SECONDS = 3_600;

export function helpText(figures: readonly NamedFigure[]): string {
  return `Measures Portcullis against what the same hops cost without it, on a stack of its own.

  npm run bench -- [options]

  --json FILE           write the figures there as well
  --only NAME[,NAME]    measure these figures only
  --seconds N           measure so long for each figure, warm-up not counted   (default ${DEFAULT_SECONDS})
  --help                this text

Figures:

${figures.map(({ name, describe }) => `  ${name}\n      ${describe}\n`).join('')}`;
}

/** Reads the arguments; never throws. */
export function parseCommand<F extends NamedFigure>(args: readonly string[], figures: readonly F[]): ParsedCommand<F> {
  try {
    const { values } = parseArgs({
      args: [...args],
      strict: true,
      allowPositionals: false,
      options: {
        json: { type: 'string' },
        only: { type: 'string' },
        seconds: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help === true) return { command: 'help' };
    if (values.json === '') throw new RangeError('--json needs the name of a file');
    const plan = {
      figures: values.only === undefined ? figures : named(values.only, figures),
      seconds: values.seconds === undefined ? DEFAULT_SECONDS : readSeconds(values.seconds),
      json: values.json ?? null,
    };
    return { command: 'measure', plan };
  } catch (error) {
    return { command: 'misuse', problem: (error as Error).message };
  }
}

/** In the table's order, each once. */
function named<F extends NamedFigure>(list: string, figures: readonly F[]): F[] {
  const names = list.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !figures.some((figure) => figure.name === name));
  if (unknown !== undefined) {
    throw new RangeError(`there is no figure "${unknown}"; there are ${figures.map(({ name }) => name).join(', ')}`);
  }
  return figures.filter(({ name }) => names.includes(name));
}

function readSeconds(text: string): number {
  const seconds = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (seconds < 1 || seconds > MOST_SECONDS) {
    throw new RangeError(`--seconds must be a whole number from 1 to ${MOST_SECONDS}`);
  }
  return seconds;
}
