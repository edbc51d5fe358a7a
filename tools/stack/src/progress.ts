/** Tells whoever waits what is being done. */
export interface Progress {
  /** Reports a step when it is done, with what came of it in a few words. */
  readonly step: <T>(label: string, work: () => Promise<T>, outcome: (value: T) => string) => Promise<T>;
  readonly say: (line: string) => void;
}

export const silent: Progress = {
  step: (_label, work) => work(),
  say: () => {},
};

const LABEL_WIDTH = 12;
const OUTCOME_WIDTH = 58;

/** One aligned line for each finished step, with the seconds it took. */
export function lineProgress(write: (text: string) => void): Progress {
  return {
    async step(label, work, outcome) {
      const startedAtMs = performance.now();
      const value = await work();
      const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1);
      write(`  ${label.padEnd(LABEL_WIDTH)} ${outcome(value).padEnd(OUTCOME_WIDTH)} ${seconds.padStart(5)} s\n`);
      return value;
    },
    say: (line) => write(`  ${line}\n`),
  };
}
