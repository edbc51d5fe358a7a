import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StackInfo } from '@portcullis/stack';

/**
 * The stack that all end-to-end specs of a run share: addresses, tokens, process ids, as of now. Pids change when a
 * process is killed, since the launcher starts it again: read them anew. Make a tenant of your own rather than changing
 * the demo one.
 * @throws Error outside the `e2e` project, which is what starts it.
 */
export function sharedStack(): StackInfo {
  const dataDir = process.env['PORTCULLIS_E2E_DATA_DIR'];
  if (dataDir === undefined) throw new Error('only for specs named x.e2e-spec.ts: no stack runs here');
  return JSON.parse(readFileSync(join(dataDir, 'stack.json'), 'utf8')) as StackInfo;
}
