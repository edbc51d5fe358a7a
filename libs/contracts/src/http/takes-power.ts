import { z } from 'zod';
import type { HttpOperation } from './operation.js';

/** Whether it takes power: its answer holds a receipt, and it heeds `Prefer: respond-async`. */
export function takesPower({ answer }: Pick<HttpOperation, 'answer'>): boolean {
  return answer instanceof z.ZodObject && 'enforcement' in answer.shape;
}
