import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What is still in use, in bytes, after everything that is not was thrown away. */
export function heapBytes(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  // Twice: what only a finaliser held goes in the second.
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}
