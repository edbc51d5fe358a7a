import { auditRpc, type AuthorityName, type Event, type OutcomeOf } from '@portcullis/contracts';
import type { Position } from '@portcullis/enforcement';
import { Fault, newId, PLATFORM_TENANT_ID, type RandomBytes, type Shard } from '@portcullis/kernel';
import type { RpcClient } from '@portcullis/platform/nats-client';

type Page = OutcomeOf<typeof auditRpc.readChanges>;

const AT_ONCE = 200;

/**
 * What audit has kept of an authority's history of a shard after a position, in order.
 * @throws Fault when audit does not answer
 */
export async function readAuditHistory(rpc: RpcClient, randomBytes: RandomBytes, authority: AuthorityName, shard: Shard, after: Position): Promise<Event[]> {
  const scope = { shard, tenantId: PLATFORM_TENANT_ID, requestId: newId('req', randomBytes) };
  const events: Event[] = [];
  let cursor: string | null = null;
  do {
    const page: Page = await rpc.call(auditRpc.readChanges, { authority, after, limit: AT_ONCE, cursor }, scope);
    // A cursor that it gave itself is none any more only if it was replaced meanwhile.
    if (!page.ok) throw new Fault('audit does not go on with its own page', 'unavailable');
    events.push(...page.value.items);
    cursor = page.value.next;
  } while (cursor !== null);
  return events;
}
