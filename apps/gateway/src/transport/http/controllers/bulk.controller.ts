import { bulkHttp as http, type AnswerOf } from '@portcullis/contracts';
import { Controller, Inject } from '@nestjs/common';
import { GATEWAY, type Gateway } from '../../../gateway.js';
import { enforced, orProblem } from '../answers.js';
import { Serves, TheCall, type Call } from '../serves.js';

@Controller()
export class BulkController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Serves(http.revokeAccountTokens)
  async revokeOfAccount(@TheCall() call: Call<typeof http.revokeAccountTokens>): Promise<AnswerOf<typeof http.revokeAccountTokens>> {
    return this.revoke(call);
  }

  @Serves(http.revokeTenantTokens)
  async revokeOfTenant(@TheCall() call: Call<typeof http.revokeTenantTokens>): Promise<AnswerOf<typeof http.revokeTenantTokens>> {
    return this.revoke(call);
  }

  @Serves(http.reportLeaks)
  async leaks(@TheCall() call: Call<typeof http.reportLeaks>): Promise<AnswerOf<typeof http.reportLeaks>> {
    const { tokens, reason = null } = call.body;
    return this.gateway.reportLeaks(call, tokens, reason);
  }

  private async revoke(call: Call<typeof http.revokeAccountTokens | typeof http.revokeTenantTokens>) {
    const { dryRun } = call.body;
    const { count, first, enforcement } = orProblem(await this.gateway.revokeMany(call, call.body));
    return { dryRun, count, first, enforcement: enforced(call, enforcement) };
  }
}
