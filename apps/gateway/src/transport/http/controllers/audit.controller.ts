import { auditHttp as http, auditRpc, type AnswerOf } from '@portcullis/contracts';
import { Controller, Inject } from '@nestjs/common';
import { GATEWAY, type Gateway } from '../../../gateway.js';
import { pageOrProblem } from '../answers.js';
import { scopeOf, Serves, TheCall, type Call } from '../serves.js';

@Controller()
export class AuditController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Serves(http.listAudit)
  async ofTenant(@TheCall() call: Call<typeof http.listAudit>): Promise<AnswerOf<typeof http.listAudit>> {
    return this.list(call);
  }

  @Serves(http.listAccountAudit)
  async ofAccount(@TheCall() call: Call<typeof http.listAccountAudit>): Promise<AnswerOf<typeof http.listAccountAudit>> {
    return this.list(call);
  }

  private async list(call: Call<typeof http.listAudit | typeof http.listAccountAudit>) {
    const { limit, cursor = null, type = null, subject = null, search = null, since = null, until = null } = call.query;
    // Of a path that names an account, its own entries alone: the guard found it, and that the caller reaches it.
    const accountId = call.target.account?.id ?? null;
    const request = { tenantId: call.target.tenant.id, filter: { accountId, type, subject, search, since, until }, limit, cursor };
    return pageOrProblem(await this.gateway.services.call(auditRpc.listEntries, request, scopeOf(call)));
  }
}
