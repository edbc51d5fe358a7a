import { secretInput } from './secret-input.js';
import { misused } from './stop.js';
import type { World } from './world.js';

/** The token or key that the gateway is to act with, typed or piped in. @throws Stop when it cannot be one */
export async function panelTokenInput(world: World, name: string): Promise<string> {
  const token = await secretInput(world, name);
  // The wrong file, say: it is not sent anywhere, nor quoted.
  if (!/^[!-~]{1,512}$/.test(token)) throw misused('that is no token of a panel: those are one line of printable characters without blanks');
  return token;
}
