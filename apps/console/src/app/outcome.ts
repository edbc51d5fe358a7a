import type { Receipt } from '@portcullis/client';
import type { Taken } from '../words/receipt.js';

/** What was done on a page last. `receipt` null: nothing was taken from anybody. */
export interface Outcome {
  readonly title: string;
  readonly receipt: Receipt | null;
  readonly taken: Taken;
}
