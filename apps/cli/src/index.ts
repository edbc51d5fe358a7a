import { run } from './run.js';
import { realWorld } from './terminal.js';

export { run } from './run.js';
export type { World } from './world.js';

/** The process `portcullis`. */
export async function main(): Promise<void> {
  // Whoever reads us may stop reading, as `head` does.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
  process.exitCode = await run(process.argv.slice(2), realWorld());
}
