import { join } from 'node:path';
import { root, run } from './run.mjs';

/** Builds every package whose sources changed; nx knows which. Answers whether all went well, and prints why not. */
export async function build() {
  const nx = join(root, 'node_modules/.bin/nx');
  const { ok, output, seconds } = await run(nx, ['run-many', '-t', 'build', '--output-style=static'], { quiet: true });
  console.log(`${ok ? '✓' : '✗'} build ${seconds} s`);
  if (!ok) console.error(output);
  if (!ok && /permission denied|EACCES/i.test(output)) {
    console.error(`After a start by root, files here belong to root. Take them back: sudo chown -R "$(id -un)" '${root}'`);
  }
  return ok;
}

/** The same for a script that cannot go on without: exits the process on failure. */
export async function ensureBuilt() {
  if (!(await build())) process.exit(1);
}
