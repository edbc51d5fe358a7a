import { tokensHttp as http, tokensRpc, type AnswerOf } from '@portcullis/contracts';
import { Controller, Inject } from '@nestjs/common';
import { GATEWAY, type Gateway } from '../../../gateway.js';
import { enforced, orProblem, tagged, toldIfReplayed } from '../answers.js';
import { scopeOf, Serves, TheCall, type Call } from '../serves.js';
import { refOf } from './tokens.controller.js';

/** New secrets for tokens, and the end of the old ones. */
@Controller()
export class RegenerationController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Serves(http.regenerateAccountToken)
  async regenerateOfAccount(@TheCall() call: Call<typeof http.regenerateAccountToken>): Promise<AnswerOf<typeof http.regenerateAccountToken>> {
    return this.regenerate(call);
  }

  @Serves(http.regenerateTenantToken)
  async regenerateOfTenant(@TheCall() call: Call<typeof http.regenerateTenantToken>): Promise<AnswerOf<typeof http.regenerateTenantToken>> {
    return this.regenerate(call);
  }

  @Serves(http.finishAccountRegeneration)
  async finishOfAccount(@TheCall() call: Call<typeof http.finishAccountRegeneration>): Promise<AnswerOf<typeof http.finishAccountRegeneration>> {
    return this.finish(call);
  }

  @Serves(http.finishTenantRegeneration)
  async finishOfTenant(@TheCall() call: Call<typeof http.finishTenantRegeneration>): Promise<AnswerOf<typeof http.finishTenantRegeneration>> {
    return this.finish(call);
  }

  private async regenerate(call: Call<typeof http.regenerateAccountToken | typeof http.regenerateTenantToken>) {
    const wanted = { tokenId: call.params.token, overlapSeconds: call.body.overlapSeconds };
    const { replayed, token, credentials, secret, enforcement } = orProblem(await this.gateway.regenerateToken(call, wanted));
    toldIfReplayed(call, replayed);
    return { token: tagged(call, token), credentials: [...credentials], secret, enforcement: enforced(call, enforcement) };
  }

  private async finish(call: Call<typeof http.finishAccountRegeneration | typeof http.finishTenantRegeneration>) {
    const request = { caller: call.caller, respondAsync: call.respondAsync, ...refOf(call) };
    const { token, credentials, enforcement } = orProblem(await this.gateway.services.call(tokensRpc.finishRegeneration, request, scopeOf(call)));
    return { token: tagged(call, await this.gateway.showToken(call, token)), credentials, enforcement: enforced(call, enforcement) };
  }
}
