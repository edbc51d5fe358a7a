import { readFileSync } from 'node:fs';
import { readAccountsFile } from './accounts-file.js';
import { startPanel } from './panel.js';

/** Where to listen: `host:port` or `[v6 address]:port`. */
const listen = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(process.env['PORTCULLIS_LISTEN'] ?? '');
const accountsFile = process.env['PORTCULLIS_PANEL_ACCOUNTS_FILE'];

function say(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

async function main(): Promise<void> {
  if (!listen) throw new Error('PORTCULLIS_LISTEN must be host:port');
  if (!accountsFile) throw new Error('PORTCULLIS_PANEL_ACCOUNTS_FILE must name a JSON file');
  const people = readAccountsFile(readFileSync(accountsFile, 'utf8'));
  const panel = await startPanel({ host: listen[1] ?? listen[2]!, port: Number(listen[3]), ...people, log: say });

  const stop = (): void => void panel.close().then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  // A parent that dies without a word closes the pipe; without this its panels would stay behind.
  if (process.env['PORTCULLIS_STOP_ON_STDIN_END'] === '1') process.stdin.once('end', stop).resume();

  say({ level: 30, msg: 'ready', url: panel.url, note: 'stand-in panel for tests and the demo; this is not cPanel' });
}

main().catch((error: unknown) => {
  say({ level: 60, msg: 'cannot start', reason: error instanceof Error ? error.message : 'unknown' });
  process.exit(1);
});
