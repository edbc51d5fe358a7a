import { keysHttp as http, type AnswerOf } from '@portcullis/contracts';
import { Controller, Inject } from '@nestjs/common';
import { GATEWAY, type Gateway } from '../../../gateway.js';
import { orProblem } from '../answers.js';
import { scopeOf, Serves, TheCall, type Call } from '../serves.js';

@Controller()
export class KeysController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Serves(http.rekey)
  async rekey(@TheCall() call: Call<typeof http.rekey>): Promise<AnswerOf<typeof http.rekey>> {
    return orProblem(await this.gateway.rekey(scopeOf(call), call.body.cursor ?? null), '/cursor');
  }
}
