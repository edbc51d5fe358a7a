import { auditRpc, HEALTH_OF, type OutcomeOf, type RequestOf } from '@portcullis/contracts';
import { granted, refused, toRfc3339 } from '@portcullis/kernel';
import { Handles } from '@portcullis/platform/nats';
import { Controller, Inject } from '@nestjs/common';
import type { Trail } from '../use-cases/ports.js';

export interface AuditUseCases {
  readonly trail: Trail;
  readonly health: () => Promise<{ instance: string; ready: boolean }>;
}
export const AUDIT_USE_CASES = Symbol('AuditUseCases');

@Controller()
export class AuditController {
  constructor(@Inject(AUDIT_USE_CASES) private readonly audit: AuditUseCases) {}

  @Handles(auditRpc.listEntries)
  async list(request: RequestOf<typeof auditRpc.listEntries>): Promise<OutcomeOf<typeof auditRpc.listEntries>> {
    const page = await this.audit.trail.list(request.tenantId, request.filter, request.limit, request.cursor);
    if (!page) return refused({ code: 'invalid_request', detail: 'cursor is not one that a page gave' });
    return granted({ items: page.items.map((entry) => ({ ...entry, time: toRfc3339(entry.time) })), next: page.next });
  }

  @Handles(HEALTH_OF.audit)
  async readHealth(): Promise<OutcomeOf<typeof HEALTH_OF.audit>> {
    return granted(await this.audit.health());
  }
}
