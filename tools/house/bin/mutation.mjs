// Breaks libs/access in every small way, one at a time, and fails unless nine of ten ways are noticed by a test. The report, with each
// way that nobody noticed: .cache/mutation/report.html. Arguments go to Stryker: `npm run test:mutation -- --mutate libs/access/src/decide.ts`.
import './require-node.mjs';
import { join } from 'node:path';
import { ensureInstalled } from './install.mjs';
import { root, run } from './run.mjs';

await ensureInstalled();

const stryker = join(root, 'node_modules/.bin/stryker');
const args = ['run', 'tools/house/mutation/stryker.config.mjs', ...process.argv.slice(2)];
const { ok, seconds } = await run(stryker, args, { env: { PORTCULLIS_MUTATION: '1' } });
console.log(`${ok ? '✓' : '✗'} mutation ${seconds} s`);
process.exitCode = ok ? 0 : 1;
