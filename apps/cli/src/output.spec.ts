import { show, showPage, showSecret } from './output.js';
import type { World } from './world.js';

const HOSTILE = 'a\u001b[2J\u009b31m\nb';

/** What a world's two outputs hold after this. */
function said(to: (world: World) => void): string {
  let text = '';
  const say = (more: string): void => void (text += more);
  to({ print: say, tell: say, columns: null } as unknown as World);
  return text;
}

it.each<[string, (world: World) => void]>([
  ['a cursor', (world) => showPage(world, {}, { items: [], next: HOSTILE }, [], 'Nothing.')],
  ['a secret', (world) => showSecret(world, HOSTILE, 'Keep it.')],
  ['a name', (world) => show(world, {}, HOSTILE.replace('\n', '\u009b'), (name) => name)],
])('%s from a server that is none of ours moves no cursor', (_, to) => {
  expect(said(to)).toContain('a\ufffd[2J\ufffd31m\ufffdb');
});
