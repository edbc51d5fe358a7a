import { printJson, showSecret, type OutputFlags } from './output.js';
import { timeText } from './token-text.js';
import type { World } from './world.js';

/** The link that opens the console, alone on stdout: it is a secret for as long as it works. */
export function showLink(world: World, flags: OutputFlags, link: { readonly url: string; readonly expiresAt: string }, whom: string): void {
  const warning = `Whoever opens it first is ${whom}. It works once, until ${timeText(link.expiresAt)}`;
  if (!flags.json) return showSecret(world, link.url, `${warning}:`);
  world.tell(`${warning}.\n`);
  printJson(world, link);
}
