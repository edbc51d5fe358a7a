import { readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { StackInfo } from '@portcullis/stack';

/**
 * Where the stack of this worker keeps its data, keys and logs.
 * @throws Error outside the `e2e` project, which is what starts it.
 */
export function sharedStackDir(): string {
  const all = process.env['PORTCULLIS_E2E_DATA_DIRS']?.split(delimiter);
  if (all === undefined) throw new Error('only for specs named x.e2e-spec.ts: no stack runs here');
  // Jest counts its workers from 1.
  return all[(Number(process.env['JEST_WORKER_ID'] ?? 1) - 1) % all.length]!;
}

/**
 * The stack that the end-to-end specs of one worker share: addresses, tokens, process ids, as of now. Pids change when a
 * process is killed, since the launcher starts it again: read them anew. Make a tenant of your own rather than changing
 * the demo one.
 * @throws Error outside the `e2e` project, which is what starts it.
 */
export function sharedStack(): StackInfo {
  return JSON.parse(readFileSync(join(sharedStackDir(), 'stack.json'), 'utf8')) as StackInfo;
}
