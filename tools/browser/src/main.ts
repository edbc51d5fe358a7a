import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { findChromium, lineProgress, StackError, startStack } from '@portcullis/stack';
import { REPOSITORY } from '@portcullis/stack/layout';
import { launchChromium } from './launch.js';
import { fillAccount } from './screenshots/account.js';
import { takePictures } from './screenshots/pictures.js';

const HELP = `npm run screenshots [-- --into FOLDER]

Takes the main pages of the console from a stack of its own, and writes them to docs/screenshots, or FOLDER.
`;

async function takeAll(folder: string): Promise<void> {
  const write = (text: string): void => void process.stdout.write(text);
  const program = await findChromium((line) => write(`  ${line}\n`));
  const dataDir = mkdtempSync(join(tmpdir(), 'portcullis-screenshots-'));
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop.abort());
  try {
    const stack = await startStack({ dataDir, gateways: 3, durable: false, progress: lineProgress(write), signal: stop.signal });
    try {
      const account = await fillAccount(stack.info);
      const browser = await launchChromium(program);
      try {
        mkdirSync(folder, { recursive: true });
        for (const file of await takePictures(browser, stack.info.gateway, account, folder)) write(`  ${file}\n`);
      } finally {
        await browser.close();
      }
    } finally {
      await stack.stop();
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function run(): Promise<number> {
  let into: string | undefined;
  try {
    const { values } = parseArgs({ options: { into: { type: 'string' }, help: { type: 'boolean' } } });
    if (values.help === true) {
      process.stdout.write(HELP);
      return 0;
    }
    into = values.into;
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${HELP}`);
    return 2;
  }
  try {
    await takeAll(into === undefined ? join(REPOSITORY, 'docs', 'screenshots') : resolve(into));
    return 0;
  } catch (error) {
    process.stderr.write(`\n${error instanceof StackError ? error.message : ((error as Error).stack ?? String(error))}\n`);
    return 1;
  }
}

process.exit(await run());
