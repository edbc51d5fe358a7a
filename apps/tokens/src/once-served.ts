import { Fault } from '@portcullis/kernel';

/** Runs `run` later, and answers how to call it off. */
export type After = (ms: number, run: () => void) => () => void;

const AGAIN_AFTER_MS = 500;

/**
 * What a start does in the database. A shard whose lost history is being brought back is not served, and it is the running processes that
 * bring it back: so a start does not wait for it, and what it has to do there is tried again until it is done.
 * Resolves after the first attempt, with how to give up.
 * @throws whatever is no Fault `unavailable` at the first attempt; later that goes to `onFault`
 */
export async function onceServed(work: () => Promise<void>, after: After, onFault: (error: unknown) => void): Promise<() => void> {
  let callOff = (): void => undefined;
  let isGivenUp = false;
  const again = (): void => {
    if (isGivenUp) return;
    callOff = after(AGAIN_AFTER_MS, () => {
      work().catch((error: unknown) => {
        if (!isUnserved(error)) onFault(error);
        again();
      });
    });
  };
  await work().catch((error: unknown) => {
    if (!isUnserved(error)) throw error;
    again();
  });
  return () => {
    isGivenUp = true;
    callOff();
  };
}

function isUnserved(error: unknown): boolean {
  return error instanceof Fault && error.kind === 'unavailable';
}
