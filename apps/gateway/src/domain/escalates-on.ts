import { resourceKind, type Escalation } from '@portcullis/access';

/** Whether an operation lets whoever holds it on these resources, null for everything, get beyond the token. */
export function escalatesOn(escalation: Escalation | null, resources: readonly string[] | null): boolean {
  if (escalation === null) return false;
  return resources === null || !resources.every((text) => escalation.unlessOn.some((kind) => kind === resourceKind(text)));
}
