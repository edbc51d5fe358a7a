import { appendFileSync } from 'node:fs';
import { readHistory } from './history-file.js';
import { readUses } from './read-uses.js';

/**
 * Adds to a history one accept that must not be: of a power whose own secret was taken, begun a second after the last of its taking.
 * @throws Error when nothing was ever taken
 */
export async function plantAccept(path: string): Promise<void> {
  const { switches, uses } = await readUses(readHistory(path));
  const taken = uses.find(({ power: { needs } }) => needs.some((name) => switches.get(name)?.isOffForGood === true));
  const last = uses.reduce((latest, { ended }) => (ended > latest ? ended : latest), 0n);
  if (taken === undefined) throw new Error('nothing was taken: there is no accept to plant');
  const call = 1e9; // no run has so many
  const lines = [
    { at: String(last + 1_000_000_000n), call, begins: { use: taken.power.power, gateway: taken.gateway } },
    { at: String(last + 1_001_000_000n), call, ended: 'accepted' },
  ];
  appendFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}
