import { parseArgs } from 'node:util';
import { DEFAULT_DATA_DIR } from '../layout.js';

export interface CliOptions {
  readonly dataDir: string;
  readonly port: number | null;
  readonly gateways: number;
  readonly services: number;
  readonly fresh: boolean;
}

export type ParsedCommand =
  | { readonly command: 'start'; readonly options: CliOptions }
  | { readonly command: 'help' }
  | { readonly command: 'misuse'; readonly problem: string };

export const HELP = `Starts Portcullis here: PostgreSQL, NATS, the four services, a stand-in panel and a demo tenant.

  npm start -- [options]

  --data DIR      where data, logs and secrets are kept   (default .portcullis in the checkout)
  --port N        port of the gateway; another one is taken if it is not free   (default: that of the last start, at first 8080; 0: any)
  --gateways N    gateway processes, each on a port of its own   (default 1)
  --services N    processes of each of tokens, permissions and audit   (default 1)
  --fresh         wipe the data first
  --help          this text

PORTCULLIS_ADDRESS_RATE_LIMIT, PORTCULLIS_FAILURE_LIMIT, PORTCULLIS_TRUSTED_PROXIES and PORTCULLIS_PRIVATE_PANELS are passed
on to the gateways: the first two are 6000/60 and 20/60 unless set, for this machine's own address too; off lifts them. The last
one is this machine, 127.0.0.0/8,::1/128, unless set: where panels may be that are not on the internet.
NATS_SERVER_BIN names a nats-server to use. Without it, one on PATH is used, or Debian's package is fetched.
Ctrl-C stops everything; the data stays. While the stack is ready, DIR/stack.json says where everything is.
`;

/** Reads the arguments; never throws. */
export function parseCommand(args: readonly string[]): ParsedCommand {
  try {
    const { values } = parseArgs({
      args: [...args],
      strict: true,
      allowPositionals: false,
      options: {
        data: { type: 'string' },
        port: { type: 'string' },
        gateways: { type: 'string' },
        services: { type: 'string' },
        fresh: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help === true) return { command: 'help' };
    if (values.data === '') throw new RangeError('--data needs the name of a folder');
    const options = {
      dataDir: values.data ?? DEFAULT_DATA_DIR,
      port: values.port === undefined ? null : wholeNumber('--port', values.port, 65_535, 0),
      gateways: wholeNumber('--gateways', values.gateways ?? '1', MAX_GATEWAYS),
      services: wholeNumber('--services', values.services ?? '1', MAX_SERVICES),
      fresh: values.fresh ?? false,
    };
    return { command: 'start', options };
  } catch (error) {
    return { command: 'misuse', problem: (error as Error).message };
  }
}

const MAX_GATEWAYS = 32;
const MAX_SERVICES = 8; // their database pools together stay below Postgres's limit of connections

function wholeNumber(name: string, text: string, most: number, least = 1): number {
  const value = /^\d{1,5}$/.test(text) ? Number(text) : -1;
  if (value < least || value > most) {
    throw new RangeError(`${name} must be a whole number from ${least} to ${most}`);
  }
  return value;
}
