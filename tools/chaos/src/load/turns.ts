import { setTimeout as pause } from 'node:timers/promises';
import type { HistoryFile } from '../history/history-file.js';
import type { Random } from '../random.js';
import type { GatewayClient, Heard, Question } from './gateway-client.js';

const MOST_ATTEMPTS = 40;
const AGAIN_MS = { least: 100, below: 800 };

/** Takes and gives power, and repeats what nobody answered until somebody does. */
export class Turns {
  /** What no repeat can help, by what was answered: a mistake of the run, or of the product. */
  readonly surprises: Record<string, number> = {};
  /** Those that returned, by what they were. */
  readonly done: Record<string, number> = {};
  takesDone = 0;
  private over = false;

  constructor(
    private readonly gateways: readonly GatewayClient[],
    private readonly history: HistoryFile,
    private readonly random: Random,
  ) {}

  /** No repeats from now on. */
  end(): void {
    this.over = true;
  }

  /**
   * @param what for the counts, such as `revoke`
   * @returns what was answered when it was done, and whether that took repeats; null: it was given up
   */
  async turn(kind: 'take' | 'give', name: string, what: string, question: Question): Promise<{ readonly body: unknown; readonly repeated: boolean } | null> {
    let repeated = false;
    for (let attempt = 1; attempt <= MOST_ATTEMPTS && !this.over; attempt++) {
      const gateway = this.random.pick(this.gateways);
      const call = this.history.begins(kind === 'take' ? { take: name } : { give: name });
      const heard = await gateway.ask(question);
      const outcome = outcomeOf(heard);
      this.history.ended(call, outcome);
      if (outcome === 'done') {
        this.done[what] = (this.done[what] ?? 0) + 1;
        if (kind === 'take') this.takesDone += 1;
        return { body: (heard as { body: unknown }).body, repeated };
      }
      if (outcome === 'failed' && heard !== 'never') {
        const { status, body } = heard as { status: number; body: { code?: string } | null };
        const surprise = `${what}: ${status} ${body?.code ?? ''}`;
        this.surprises[surprise] = (this.surprises[surprise] ?? 0) + 1;
        return null;
      }
      repeated ||= outcome === 'unknown';
      await pause(this.random.between(AGAIN_MS.least, AGAIN_MS.below));
    }
    return null;
  }
}

function outcomeOf(heard: Heard): 'done' | 'failed' | 'unknown' {
  if (heard === 'never') return 'failed';
  if (heard === 'lost' || heard.status >= 500 || heard.status === 429) return 'unknown';
  return heard.status === 200 || heard.status === 201 ? 'done' : 'failed';
}
