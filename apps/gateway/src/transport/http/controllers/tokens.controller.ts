import { tokensHttp as http, tokensRpc, verifyHttp, type AnswerOf } from '@portcullis/contracts';
import type { AccountId, TenantId } from '@portcullis/kernel';
import { Controller, Inject } from '@nestjs/common';
import { GATEWAY, type Gateway } from '../../../gateway.js';
import type { AuthorisedCall } from '../../../use-cases/authorise-call.js';
import { orProblem } from '../answers.js';
import { receipted } from '../receipts.js';
import { scopeOf, Serves, TheCall, type Call } from '../serves.js';

/** The owner of tokens that a path names: an account where there is one, else the tenant. */
interface TokenOwner {
  readonly tenantId: TenantId;
  readonly accountId: AccountId | null;
}

@Controller()
export class TokensController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Serves(http.createAccountToken)
  async createForAccount(@TheCall() call: Call<typeof http.createAccountToken>): Promise<AnswerOf<typeof http.createAccountToken>> {
    return orProblem(await this.gateway.issueToken(call, { ...call.body, kind: 'account' }));
  }

  @Serves(http.createTenantToken)
  async createForTenant(@TheCall() call: Call<typeof http.createTenantToken>): Promise<AnswerOf<typeof http.createTenantToken>> {
    return orProblem(await this.gateway.issueToken(call, call.body));
  }

  @Serves(http.listAccountTokens)
  async listOfAccount(@TheCall() call: Call<typeof http.listAccountTokens>): Promise<AnswerOf<typeof http.listAccountTokens>> {
    return this.list(call);
  }

  @Serves(http.listTenantTokens)
  async listOfTenant(@TheCall() call: Call<typeof http.listTenantTokens>): Promise<AnswerOf<typeof http.listTenantTokens>> {
    return this.list(call);
  }

  @Serves(http.readAccountToken)
  async readOfAccount(@TheCall() call: Call<typeof http.readAccountToken>): Promise<AnswerOf<typeof http.readAccountToken>> {
    return this.read(call);
  }

  @Serves(http.readTenantToken)
  async readOfTenant(@TheCall() call: Call<typeof http.readTenantToken>): Promise<AnswerOf<typeof http.readTenantToken>> {
    return this.read(call);
  }

  @Serves(http.revokeAccountToken)
  async revokeOfAccount(@TheCall() call: Call<typeof http.revokeAccountToken>): Promise<AnswerOf<typeof http.revokeAccountToken>> {
    return this.revoke(call);
  }

  @Serves(http.revokeTenantToken)
  async revokeOfTenant(@TheCall() call: Call<typeof http.revokeTenantToken>): Promise<AnswerOf<typeof http.revokeTenantToken>> {
    return this.revoke(call);
  }

  @Serves(verifyHttp.verifyToken)
  async verify(@TheCall() call: Call<typeof verifyHttp.verifyToken>): Promise<AnswerOf<typeof verifyHttp.verifyToken>> {
    return this.gateway.verifyToken(call, call.body);
  }

  private async list(call: Call<typeof http.listAccountTokens | typeof http.listTenantTokens>) {
    const { limit, cursor = null, sort, form, state = null, access = null, label = null, name = null } = call.query;
    const kind = 'kind' in call.query ? (call.query.kind ?? null) : null;
    const request = { ...ownerOf(call), filter: { state, kind, form, access, label, name }, sort, limit, cursor };
    return orProblem(await this.gateway.services.call(tokensRpc.listTokens, request, scopeOf(call)));
  }

  private async read(call: Call<typeof http.readAccountToken | typeof http.readTenantToken>) {
    const request = { ...ownerOf(call), tokenId: call.params.token };
    return orProblem(await this.gateway.services.call(tokensRpc.readToken, request, scopeOf(call)));
  }

  private async revoke(call: Call<typeof http.revokeAccountToken | typeof http.revokeTenantToken>) {
    const { reason = null } = call.query;
    const request = { caller: call.caller, ...ownerOf(call), tokenId: call.params.token, expectedVersion: null, reason };
    return receipted(this.gateway, async () => orProblem(await this.gateway.services.call(tokensRpc.revokeToken, request, scopeOf(call))));
  }
}

function ownerOf({ target }: Pick<AuthorisedCall, 'target'>): TokenOwner {
  return { tenantId: target.tenant.id, accountId: target.account?.id ?? null };
}
