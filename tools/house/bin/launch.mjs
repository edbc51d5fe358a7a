import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { root } from './run.mjs';

/**
 * Installs and builds where needed, then becomes the built program at `path`, with this process's arguments.
 * It is loaded, not spawned: signals, terminal and exit code are then its own, and nothing is left to be forwarded.
 */
export async function launch(path) {
  await ensureInstalled();
  await ensureBuilt();
  const program = join(root, path);
  process.argv[1] = program;
  await import(pathToFileURL(program));
}
