import { z } from 'zod';
import type { Contract } from './contract.js';
import * as permissions from './permissions.js';
import * as tokens from './tokens.js';

/** Every message that takes power: it is answered with a receipt, once what it took is gone everywhere. */
export const POWER_TAKING: readonly Contract[] = Object.values({ ...tokens, ...permissions }).filter(
  (part): part is Extract<typeof part, Contract> => 'reply' in part && part.reply instanceof z.ZodObject && 'enforcement' in part.reply.shape,
);
