import { isBounded, type Escalation } from '@portcullis/access';

/** Whether an operation lets whoever holds it on these resources, null for everything, get beyond the token. */
export function escalatesOn(escalation: Escalation | null, resources: readonly string[] | null): boolean {
  return escalation !== null && !isBounded(escalation, resources);
}
