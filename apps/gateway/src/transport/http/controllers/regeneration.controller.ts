import { tokensHttp as http, tokensRpc, type AnswerOf } from '@portcullis/contracts';
import { Controller, Inject } from '@nestjs/common';
import { GATEWAY, type Gateway } from '../../../gateway.js';
import { orProblem, tagged, toldIfReplayed } from '../answers.js';
import { receipted, receiptedIfChanged } from '../receipts.js';
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
    const regenerated = await receipted(this.gateway, async () => orProblem(await this.gateway.regenerateToken(call, wanted)));
    const { replayed, token, credentials, ...rest } = regenerated;
    toldIfReplayed(call, replayed);
    return { token: tagged(call, token), credentials: [...credentials], ...rest };
  }

  private async finish(call: Call<typeof http.finishAccountRegeneration | typeof http.finishTenantRegeneration>) {
    const request = { caller: call.caller, ...refOf(call) };
    const { token, ...rest } = await receiptedIfChanged(this.gateway, async () =>
      orProblem(await this.gateway.services.call(tokensRpc.finishRegeneration, request, scopeOf(call))),
    );
    return { token: tagged(call, await this.gateway.showToken(call, token)), ...rest };
  }
}
