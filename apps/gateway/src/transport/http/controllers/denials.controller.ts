import { denialsHttp as http, type AnswerOf } from '@portcullis/contracts';
import { Controller, Inject } from '@nestjs/common';
import { GATEWAY, type Gateway } from '../../../gateway.js';
import { enforced, orProblem } from '../answers.js';
import { Serves, TheCall, type Call } from '../serves.js';

@Controller()
export class DenialsController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Serves(http.readAccountDenial)
  async readOfAccount(@TheCall() call: Call<typeof http.readAccountDenial>): Promise<AnswerOf<typeof http.readAccountDenial>> {
    return this.read(call);
  }

  @Serves(http.readTenantDenial)
  async readOfTenant(@TheCall() call: Call<typeof http.readTenantDenial>): Promise<AnswerOf<typeof http.readTenantDenial>> {
    return this.read(call);
  }

  @Serves(http.allowAccountDenial)
  async allowOfAccount(@TheCall() call: Call<typeof http.allowAccountDenial>): Promise<AnswerOf<typeof http.allowAccountDenial>> {
    return this.allow(call);
  }

  @Serves(http.allowTenantDenial)
  async allowOfTenant(@TheCall() call: Call<typeof http.allowTenantDenial>): Promise<AnswerOf<typeof http.allowTenantDenial>> {
    return this.allow(call);
  }

  private async read(call: Call<typeof http.readAccountDenial | typeof http.readTenantDenial>) {
    return { denial: this.gateway.showDenial(orProblem(await this.gateway.findDenial(call, call.params.denial)), call.now) };
  }

  private async allow(call: Call<typeof http.allowAccountDenial | typeof http.allowTenantDenial>) {
    const wanted = { ...call.body, id: call.params.denial };
    const { found, enforcement } = orProblem(await this.gateway.allowDenial(call, wanted, call.now));
    const token = await this.gateway.showToken(call, found.token);
    return { denial: this.gateway.showDenial(found, call.now), token, enforcement: enforced(call, enforcement) };
  }
}
