import { receiptsHttp as http, type AnswerOf } from '@portcullis/contracts';
import { Controller, Inject } from '@nestjs/common';
import { GATEWAY, type Gateway } from '../../../gateway.js';
import { orProblem } from '../answers.js';
import { Serves, TheCall, type Call } from '../serves.js';

@Controller()
export class ReceiptsController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Serves(http.readAccountReceipt)
  async readOfAccount(@TheCall() call: Call<typeof http.readAccountReceipt>): Promise<AnswerOf<typeof http.readAccountReceipt>> {
    return this.read(call);
  }

  @Serves(http.readTenantReceipt)
  async readOfTenant(@TheCall() call: Call<typeof http.readTenantReceipt>): Promise<AnswerOf<typeof http.readTenantReceipt>> {
    return this.read(call);
  }

  private async read(call: Call<typeof http.readAccountReceipt | typeof http.readTenantReceipt>) {
    return orProblem(await this.gateway.readReceipt(call, call.params.receipt));
  }
}
