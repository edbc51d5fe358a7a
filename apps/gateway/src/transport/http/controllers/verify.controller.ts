import { verifyHttp as http, type AnswerOf } from '@portcullis/contracts';
import { Controller, Inject } from '@nestjs/common';
import { GATEWAY, type Gateway } from '../../../gateway.js';
import { Serves, TheCall, type Call } from '../serves.js';

@Controller()
export class VerifyController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Serves(http.verifyToken)
  async verify(@TheCall() call: Call<typeof http.verifyToken>): Promise<AnswerOf<typeof http.verifyToken>> {
    const [answer] = await this.gateway.verifyTokens(call, [call.body], true);
    return answer!;
  }

  @Serves(http.verifyBatch)
  async verifyBatch(@TheCall() call: Call<typeof http.verifyBatch>): Promise<AnswerOf<typeof http.verifyBatch>> {
    return { items: await this.gateway.verifyTokens(call, call.body.items) };
  }
}
