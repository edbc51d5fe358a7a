// All that must hold before a change is done. Goes on after a failure, so that one run tells everything to be mended.
// The last line is the total, `N passed, N failed`, in which build, typecheck, lint and fences count one each, and with --long
// the tests of the tests, which take about an hour (test:mutation).
// Arguments go to jest, but for --long: `npm test -- --selectProjects unit`, `npm run test:long`.
import './require-node.mjs';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { root, run } from './run.mjs';

const total = { passed: 0, failed: 0, skipped: 0 };
const long = process.argv.includes('--long');
const jestArguments = process.argv.slice(2).filter((argument) => argument !== '--long');

await ensureInstalled();
count(await build());
// Each takes one core for the most part. The linter takes as long as the others together.
await Promise.all([check('lint'), check('typecheck').then(() => check('fences'))]);

// Two jest workers suit two cores, the smallest machine meant. The e2e specs of each share a stack of their own.
if (jestArguments.length > 0) {
  await jest('tests', ['--maxWorkers=2', ...jestArguments]);
} else {
  if (long) await check('test:mutation');
  await jest('unit and integration tests', ['--maxWorkers=2', '--selectProjects', 'unit', 'integration']);
  await jest('e2e tests', ['--maxWorkers=2', '--selectProjects', 'e2e']);
}

process.exitCode = total.failed > 0 ? 1 : 0;
console.log(`\n${total.passed} passed, ${total.failed} failed${total.skipped ? `, ${total.skipped} skipped` : ''}`);

function count(ok) {
  total[ok ? 'passed' : 'failed']++;
}

/** A script of package.json, counted as one check. */
async function check(step) {
  const { ok, output, seconds } = await run('npm', ['run', '--silent', step], { quiet: true });
  console.log(`${ok ? '✓' : '✗'} ${step} ${seconds} s`);
  if (!ok) console.log(output);
  count(ok);
}

async function jest(title, args) {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-counts-'));
  const countsFile = join(folder, 'counts.json');
  const env = { PORTCULLIS_TEST_COUNTS_FILE: countsFile, ...(long && { PORTCULLIS_LONG: '1' }) };
  const { ok, seconds } = await run(join(root, 'node_modules/.bin/jest'), ['--passWithNoTests', ...args], { env });
  const counts = countsIn(countsFile);
  rmSync(folder, { recursive: true });
  for (const kind of Object.keys(total)) total[kind] += counts[kind];
  // A crash, or a failed set-up or tear-down, is no test's failure and yet a failure.
  if (!ok && counts.failed === 0) total.failed++;
  console.log(`${ok ? '✓' : '✗'} ${title} ${seconds} s`);
}

function countsIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { passed: 0, failed: 0, skipped: 0 };
  }
}
