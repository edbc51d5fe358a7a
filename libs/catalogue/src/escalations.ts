import type { Escalation, ResourceKind } from '@portcullis/access';
import { Defect, readTable } from '@portcullis/kernel';

export const RESOURCE_KINDS = ['account', 'cron_line', 'database', 'db_user', 'domain', 'ftp_user', 'mailbox', 'path', 'record', 'zone'] as const satisfies readonly ResourceKind[];
const KIND = `(?:${RESOURCE_KINDS.join('|')})`;

const CELLS = {
  operation: /^[A-Za-z0-9_]+::[A-Za-z0-9_]+$/,
  unless_on: new RegExp(`^(?:-|${KIND}(?:,${KIND})*)$`),
  reason: /^[A-Z].{10,200}\.$/u,
};

/**
 * Reads `escalations.tsv`: what lets its holder get beyond the token, and why.
 * @throws Defect naming the first line that is not as it must be
 */
export function parseEscalations(text: string, isKnown: (operation: string) => boolean): ReadonlyMap<string, Escalation> {
  const escalations = new Map<string, Escalation>();
  for (const { line, cells } of readTable('escalations.tsv', text, CELLS)) {
    const { operation, unless_on: unlessOn, reason } = cells;
    if (!isKnown(operation)) throw new Defect(`line ${line}: no table lists ${operation}, or it has another name (escalations.tsv)`);
    if (escalations.has(operation)) throw new Defect(`line ${line}: ${operation} is there twice (escalations.tsv)`);
    escalations.set(operation, { reason, unlessOn: unlessOn === '-' ? [] : (unlessOn.split(',') as ResourceKind[]) });
  }
  return escalations;
}
