/** The monotonic clock of a process, and what is to be done by it. */
export interface Time {
  /** Milliseconds since any moment. */
  nowMs(): number;
  /** Does not keep the process alive. @returns how to call it off */
  after(ms: number, run: () => void): () => void;
}

export const processTime: Time = {
  nowMs: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms).unref();
    return () => clearTimeout(timer);
  },
};
