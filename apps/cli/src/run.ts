import { CommanderError } from 'commander';
import { programFor, withCompletion } from './program.js';
import { EXIT, Stop } from './stop.js';
import type { World } from './world.js';

/** Runs one command. @param words what follows `portcullis` @returns the exit status */
export async function run(words: readonly string[], world: World): Promise<number> {
  const program = await withCompletion(programFor(world), words[0] === 'completion' || words[0] === 'complete');
  try {
    await program.parseAsync([...words], { from: 'user' });
    return EXIT.done;
  } catch (error) {
    // Help that was asked for ends like this too, with 0.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    if (!(error instanceof Stop)) throw error;
    const [first, ...others] = error.lines;
    if (first !== undefined) world.tell(`portcullis: ${first}\n${others.map((line) => `${line}\n`).join('')}`);
    return error.exitCode;
  }
}
