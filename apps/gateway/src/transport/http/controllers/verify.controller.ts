import { verifyHttp as http, type AnswerOf } from '@portcullis/contracts';
import { Controller, Inject } from '@nestjs/common';
import { GATEWAY, type Gateway } from '../../../gateway.js';
import { Serves, TheCall, type Call } from '../serves.js';
import { answerToMany, answerToOne } from '../verify-answers.js';

/** What the front door passes on: requests that are not written as most are. */
@Controller()
export class VerifyController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Serves(http.verifyToken)
  async verify(@TheCall() call: Call<typeof http.verifyToken>): Promise<AnswerOf<typeof http.verifyToken>> {
    return answerToOne(this.gateway, call);
  }

  @Serves(http.verifyBatch)
  async verifyBatch(@TheCall() call: Call<typeof http.verifyBatch>): Promise<AnswerOf<typeof http.verifyBatch>> {
    return answerToMany(this.gateway, call);
  }
}
