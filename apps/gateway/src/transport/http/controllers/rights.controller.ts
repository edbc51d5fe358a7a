import { rightsHttp as http, type AnswerOf } from '@portcullis/contracts';
import { Controller, Inject } from '@nestjs/common';
import { GATEWAY, type Gateway } from '../../../gateway.js';
import { orProblem, pageOrProblem } from '../answers.js';
import { Serves, TheCall, type Call } from '../serves.js';

@Controller()
export class RightsController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Serves(http.explainAccountToken)
  async explainOfAccount(@TheCall() call: Call<typeof http.explainAccountToken>): Promise<AnswerOf<typeof http.explainAccountToken>> {
    return orProblem(await this.gateway.explainToken(call, call.params.token, call.body));
  }

  @Serves(http.explainTenantToken)
  async explainOfTenant(@TheCall() call: Call<typeof http.explainTenantToken>): Promise<AnswerOf<typeof http.explainTenantToken>> {
    return orProblem(await this.gateway.explainToken(call, call.params.token, call.body));
  }

  @Serves(http.accountTokenCan)
  async canOfAccount(@TheCall() call: Call<typeof http.accountTokenCan>): Promise<AnswerOf<typeof http.accountTokenCan>> {
    return pageOrProblem(await this.gateway.listAbilities(call, call.params.token, call.query));
  }

  @Serves(http.tenantTokenCan)
  async canOfTenant(@TheCall() call: Call<typeof http.tenantTokenCan>): Promise<AnswerOf<typeof http.tenantTokenCan>> {
    return pageOrProblem(await this.gateway.listAbilities(call, call.params.token, call.query));
  }
}
