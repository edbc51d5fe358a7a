import { FAULTS, type Process, type Steps, type World } from './world-for-spec.js';

const ANSWERS: Record<string, string> = {};

/** Messages between processes, through a broker. They are lost, late, doubled and overtaken as the world's fate says. */
export class Network {
  isDown = false;
  private readonly cuts = new Map<Process, number>();

  constructor(private readonly world: World) {}

  /** Nothing reaches the process, and nothing comes from it, for so long. */
  cut(process: Process, ms: number): void {
    this.cuts.set(process, (this.cuts.get(process) ?? 0) + 1);
    this.world.after(ms, () => this.cuts.set(process, this.cuts.get(process)! - 1));
  }

  reaches(process: Process): boolean {
    return !this.isDown && (this.cuts.get(process) ?? 0) === 0;
  }

  send(from: Process, to: Process, what: string, handle: () => void): void {
    if (!to.isAlive) return;
    const delaysMs = this.reaches(from) ? this.world.fate(from.label, what, to.label) : [];
    if (delaysMs.length === 0) this.world.note?.(`${from.label} ${what} ${to.label}: lost`);
    for (const delayMs of delaysMs) {
      this.world.after(delayMs, () => {
        if (!this.reaches(to)) return;
        to.enact(() => {
          this.world.note?.(`${from.label} ${what} ${to.label}`);
          handle();
        });
      });
    }
  }

  /** A request and its answer. Null is no answer. */
  *call<R>(from: Process, to: Process, what: string, timeoutMs: number, handle: () => Steps<R | null>): Steps<R> {
    return (yield (resume, fail) => {
      let isOver = false;
      const end = (finish: () => void) => () => {
        if (isOver) return;
        isOver = true;
        finish();
      };
      from.timer(timeoutMs, end(() => fail(FAULTS.noAnswer)));
      this.send(from, to, what, () => {
        to.start(
          handle(),
          (value) => {
            if (value !== null) this.send(to, from, ANSWERS[what] ??= `answers "${what}" of`, end(() => resume(value)));
          },
          (fault) => this.send(to, from, ANSWERS[what] ??= `answers "${what}" of`, end(() => fail(fault))),
        );
      });
    }) as R;
  }
}
