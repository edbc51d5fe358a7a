import type { Begun, Ended, Line, PowerLine } from './line.js';
import { SwitchLife, type Span } from './switch-life.js';

/** A use that got an answer. */
export interface Use extends Span {
  readonly call: number;
  readonly power: PowerLine;
  readonly gateway: string;
  /** null: accepted; else the switches of which one was said to be off. */
  readonly refused: readonly string[] | null;
}

export interface Counts {
  readonly uses: { accepted: number; refused: number; unanswered: number };
  /** Those that returned, in milliseconds, in no order. */
  readonly takesMs: number[];
  /** Takes and gives of which nobody knows what came. */
  unknown: number;
}

export interface ReadHistory {
  readonly uses: readonly Use[];
  /** Of those that were ever turned. */
  readonly switches: ReadonlyMap<string, SwitchLife>;
  readonly counts: Counts;
}

interface Open {
  readonly call: number;
  readonly begins: Begun;
  readonly began: bigint;
}

/** Puts the lines of a history together. What never ended, as in a run that was cut short, ended in nobody knows what. */
export async function readUses(lines: AsyncIterable<Line> | Iterable<Line>): Promise<ReadHistory> {
  const reading = new Reading();
  const open = new Map<number, Open>();
  for await (const line of lines) {
    if ('power' in line) reading.powers.set(line.power, line);
    else if ('begins' in line) open.set(line.call, { call: line.call, begins: line.begins, began: BigInt(line.at) });
    else if ('ended' in line) {
      reading.end(open.get(line.call)!, line.ended, BigInt(line.at));
      open.delete(line.call);
    }
  }
  for (const call of open.values()) reading.end(call, 'unknown', 0n);
  return reading;
}

class Reading implements ReadHistory {
  readonly powers = new Map<string, PowerLine>();
  readonly uses: Use[] = [];
  readonly switches = new Map<string, SwitchLife>();
  readonly counts: Counts = { uses: { accepted: 0, refused: 0, unanswered: 0 }, takesMs: [], unknown: 0 };

  end({ call, begins, began }: Open, outcome: Ended, ended: bigint): void {
    if ('use' in begins) {
      const kind = typeof outcome === 'object' ? 'refused' : outcome === 'accepted' ? 'accepted' : 'unanswered';
      this.counts.uses[kind] += 1;
      if (kind === 'unanswered') return;
      const refused = typeof outcome === 'object' ? outcome.refused : null;
      this.uses.push({ call, power: this.powers.get(begins.use)!, gateway: begins.gateway, began, ended, refused });
      return;
    }
    if (outcome === 'failed') return;
    const returned = outcome === 'done' ? ended : null;
    if (returned === null) this.counts.unknown += 1;
    if ('take' in begins) {
      if (returned !== null) this.counts.takesMs.push(Number(returned - began) / 1e6);
      this.lifeOf(begins.take).add('take', { began, returned });
    } else this.lifeOf(begins.give).add('give', { began, returned });
  }

  private lifeOf(name: string): SwitchLife {
    const life = this.switches.get(name) ?? new SwitchLife();
    this.switches.set(name, life);
    return life;
  }
}
