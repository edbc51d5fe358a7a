import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from './run.mjs';

const stampFile = join(root, 'node_modules/.portcullis-install');

/** Installs what package-lock.json names, unless node_modules holds that already. Exits the process on failure. */
export async function ensureInstalled() {
  const lockText = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const node = `node ${process.versions.node.split('.')[0]}`;
  const stamp = `${node} ${createHash('sha256').update(lockText).digest('hex')}`;
  const last = existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : '';
  if (last === stamp) return;

  const locked = JSON.parse(lockText).packages;
  const installedByHand = (last === '' || last.startsWith(`${node} `)) && holdsAll(locked);
  if (!installedByHand) {
    console.log('Installing packages (npm ci), about half a minute …');
    // Warnings (EBADENGINE) about packages that work frighten newcomers; NODE_ENV=production would leave out the tools.
    const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error', '--include=dev'];
    const { ok, output, seconds } = await run('npm', args, { quiet: true });
    // Cut off from the registry, npm 10 installs nothing and yet exits with 0 ("Exit handler never called!").
    if (!ok || !holdsAll(locked)) {
      console.error(output);
      console.error('npm ci failed; nothing was started. Does this machine reach the npm registry?');
      process.exit(1);
    }
    console.log(`Installed in ${seconds} s.`);
  }
  writeFileSync(stampFile, stamp);
}

/**
 * Whether node_modules holds exactly the versions of the lock, as after a developer's own `npm install`: to install
 * again would only take time. npm writes its record, the hidden lock file, when it has finished.
 */
function holdsAll(locked) {
  const record = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(record)) return false;
  const held = JSON.parse(readFileSync(record, 'utf8')).packages;
  const outside = (path) => !path.includes('node_modules/');
  return (
    Object.entries(locked).every(([path, entry]) =>
      outside(path) || (held[path] ? held[path].version === entry.version : entry.optional)) &&
    Object.keys(held).every((path) => outside(path) || locked[path]) &&
    // Without the link of a program of ours, npx would look for one of that name in the registry, and run it.
    Object.entries(locked).every(([path, { bin = {} }]) =>
      !outside(path) || Object.keys(bin).every((name) => existsSync(join(root, 'node_modules/.bin', name))))
  );
}
