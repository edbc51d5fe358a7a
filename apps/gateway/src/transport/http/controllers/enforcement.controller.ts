import { enforcementHttp as http, type AnswerOf } from '@portcullis/contracts';
import { Controller, Inject } from '@nestjs/common';
import { GATEWAY, type Gateway } from '../../../gateway.js';
import { Serves, TheCall, type Call } from '../serves.js';

@Controller()
export class EnforcementController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Serves(http.readEnforcement)
  async read(@TheCall() call: Call<typeof http.readEnforcement>): Promise<AnswerOf<typeof http.readEnforcement>> {
    return this.gateway.readEnforcement(call);
  }
}
