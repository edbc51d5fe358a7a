import { misused } from './stop.js';
import type { World } from './world.js';

/**
 * A secret that a person types, unseen, or that a script pipes in: what stands on a command line is for all on the machine to read.
 *
 * @param name what it is, such as `token to verify` @throws Stop when there is none
 */
export async function secretInput(world: World, name: string): Promise<string> {
  const question = `${name.charAt(0).toUpperCase()}${name.slice(1)} (it is not shown): `;
  const text = (world.interactive ? await world.ask(question, 'hidden') : await world.readInput()).trim();
  if (text === '') throw misused(`there is no ${name}`, 'Type it, or pipe it in.');
  return text;
}
