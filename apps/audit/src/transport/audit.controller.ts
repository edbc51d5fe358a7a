import { auditRpc, HEALTH_OF, type CallScope, type OutcomeOf, type RequestOf } from '@portcullis/contracts';
import { fromRfc3339, granted, refused, toRfc3339, type Instant } from '@portcullis/kernel';
import { Handles } from '@portcullis/platform/nats';
import { Controller, Inject } from '@nestjs/common';
import type { findDenial } from '../use-cases/find-denial.js';
import type { Entry, Trail } from '../use-cases/ports.js';

export interface AuditUseCases {
  readonly trail: Trail;
  readonly findDenial: ReturnType<typeof findDenial>;
  readonly health: () => Promise<{ instance: string; ready: boolean }>;
}
export const AUDIT_USE_CASES = Symbol('AuditUseCases');

@Controller()
export class AuditController {
  constructor(@Inject(AUDIT_USE_CASES) private readonly audit: AuditUseCases) {}

  @Handles(auditRpc.listEntries)
  async list(request: RequestOf<typeof auditRpc.listEntries>): Promise<OutcomeOf<typeof auditRpc.listEntries>> {
    const { since, until, ...filter } = request.filter;
    const wanted = { ...filter, since: readTime(since), until: readTime(until) };
    const page = await this.audit.trail.list(request.tenantId, wanted, request.limit, request.cursor);
    if (!page) return refused({ code: 'invalid_request', detail: 'cursor is not one that a page gave' });
    return granted({ items: page.items.map(entryView), next: page.next });
  }

  @Handles(auditRpc.findDenial)
  async findDenial({ tenantId, denial }: RequestOf<typeof auditRpc.findDenial>): Promise<OutcomeOf<typeof auditRpc.findDenial>> {
    const entry = await this.audit.findDenial(tenantId, denial);
    return granted({ entry: entry && entryView(entry) });
  }

  @Handles(auditRpc.readChanges)
  async readChanges({ authority, after, limit, cursor }: RequestOf<typeof auditRpc.readChanges>, { shard }: CallScope): Promise<OutcomeOf<typeof auditRpc.readChanges>> {
    const page = await this.audit.trail.readChanges({ authority, shard, ...after }, limit, cursor);
    if (!page) return refused({ code: 'invalid_request', detail: 'cursor is not one that a page gave' });
    return granted({ items: [...page.items], next: page.next });
  }

  @Handles(HEALTH_OF.audit)
  async readHealth(): Promise<OutcomeOf<typeof HEALTH_OF.audit>> {
    return granted(await this.audit.health());
  }
}

/** The contract has looked at it. */
function readTime(text: string | null): Instant | null {
  return text === null ? null : fromRfc3339(text);
}

function entryView(entry: Entry) {
  return { ...entry, time: toRfc3339(entry.time) };
}
