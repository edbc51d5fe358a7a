import { z } from 'zod';
import * as f from '../fields.js';
import { recordsStandInZone, strayRecord } from './shapes.js';

/** Lists of tokens can be of those alone that may do something now. */

const needsOperation = { 'x-rule': 'needs operation' };

export const whichFilters = {
  operation: f.operationName
    .describe('Only live tokens that may do this now. Pages may then be shorter than `limit`, even empty, before the last: go on while there is `next`.')
    .optional(),
  resource: f.leaf.meta(needsOperation).describe('What they may do it on. Left out: on everything that their owner has.').optional(),
  zone: f.domain.meta(needsOperation).describe('In which zone the record stands that `resource` names. Left out: nobody knows.').optional(),
  ip: z.union([z.ipv4(), z.ipv6()]).meta(needsOperation).describe('From where. Left out: nobody knows.').optional(),
};

interface Which {
  readonly operation?: string | undefined;
  readonly resource?: string | undefined;
  readonly zone?: string | undefined;
  readonly ip?: string | undefined;
}

/** On what, and from where, is asked of an operation alone; and a record stands in its zone. */
export function fittingWhich(query: Which, context: z.RefinementCtx): void {
  const { operation, resource, zone } = query;
  for (const name of ['resource', 'zone', 'ip'] as const) {
    if (operation === undefined && query[name] !== undefined) context.addIssue({ code: 'custom', path: [name], message: 'needs operation' });
  }
  if (resource !== undefined && !recordsStandInZone({ resources: [resource], zone })) context.addIssue({ code: 'custom', ...strayRecord });
}
