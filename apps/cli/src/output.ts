import type { Page } from './pages.js';
import { plain } from './plain-text.js';
import { table, type Column } from './table.js';
import type { World } from './world.js';

export interface OutputFlags {
  /** The API's answer as it is, for scripts. */
  readonly json?: true;
}

export function printJson(world: World, answer: unknown): void {
  world.print(`${JSON.stringify(answer, null, 2)}\n`);
}

/** Prints an answer for whoever reads it: `text` says it for people. */
export function show<Answer>(world: World, flags: OutputFlags, answer: Answer, text: (answer: Answer) => string): void {
  if (flags.json) printJson(world, answer);
  else world.print(linesOf(text(answer)));
}

export function showPage<Item>(world: World, flags: OutputFlags, page: Page<Item>, columns: readonly Column<Item>[], nothing: string): void {
  if (flags.json) return printJson(world, page);
  if (page.items.length === 0) world.tell(page.next === null ? `${nothing}\n` : 'None so far.\n');
  else world.print(table(page.items, columns, world.columns));
  if (page.next !== null) world.tell(`There is more: --cursor ${plain(page.next)}, or --all\n`);
}

/** A secret goes to stdout alone, where a script or a pipe can take it; what to know about it to stderr. */
export function showSecret(world: World, secret: string, kept: string): void {
  world.tell(`${linesOf(kept)}\n`);
  world.print(`${plain(secret)}\n`);
}

/** Every line as one for a terminal. */
function linesOf(text: string): string {
  return text.split('\n').map(plain).join('\n');
}
