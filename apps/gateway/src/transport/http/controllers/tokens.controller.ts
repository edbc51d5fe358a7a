import { tokensHttp as http, tokensRpc, type AnswerOf } from '@portcullis/contracts';
import type { AccountId, TenantId, TokenId } from '@portcullis/kernel';
import { Controller, Inject } from '@nestjs/common';
import { GATEWAY, type Gateway } from '../../../gateway.js';
import type { AuthorisedCall } from '../../../use-cases/authorise-call.js';
import type { NewToken } from '../../../use-cases/issue-token.js';
import { enforced, orProblem, pageOrProblem, tagged, toldIfReplayed, versionToFind } from '../answers.js';
import { scopeOf, Serves, TheCall, type Call } from '../serves.js';

@Controller()
export class TokensController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Serves(http.createAccountToken)
  async createForAccount(@TheCall() call: Call<typeof http.createAccountToken>): Promise<AnswerOf<typeof http.createAccountToken>> {
    return this.create(call, { ...call.body, kind: 'account' });
  }

  @Serves(http.createTenantToken)
  async createForTenant(@TheCall() call: Call<typeof http.createTenantToken>): Promise<AnswerOf<typeof http.createTenantToken>> {
    return this.create(call, call.body);
  }

  @Serves(http.listAccountTokens)
  async listOfAccount(@TheCall() call: Call<typeof http.listAccountTokens>): Promise<AnswerOf<typeof http.listAccountTokens>> {
    return this.list(call, null);
  }

  @Serves(http.listTenantTokens)
  async listOfTenant(@TheCall() call: Call<typeof http.listTenantTokens>): Promise<AnswerOf<typeof http.listTenantTokens>> {
    return this.list(call, call.query.kind ?? null);
  }

  @Serves(http.readAccountToken)
  async readOfAccount(@TheCall() call: Call<typeof http.readAccountToken>): Promise<AnswerOf<typeof http.readAccountToken>> {
    return this.read(call);
  }

  @Serves(http.readTenantToken)
  async readOfTenant(@TheCall() call: Call<typeof http.readTenantToken>): Promise<AnswerOf<typeof http.readTenantToken>> {
    return this.read(call);
  }

  @Serves(http.editAccountToken)
  async editOfAccount(@TheCall() call: Call<typeof http.editAccountToken>): Promise<AnswerOf<typeof http.editAccountToken>> {
    return this.edit(call);
  }

  @Serves(http.editTenantToken)
  async editOfTenant(@TheCall() call: Call<typeof http.editTenantToken>): Promise<AnswerOf<typeof http.editTenantToken>> {
    return this.edit(call);
  }

  @Serves(http.revokeAccountToken)
  async revokeOfAccount(@TheCall() call: Call<typeof http.revokeAccountToken>): Promise<AnswerOf<typeof http.revokeAccountToken>> {
    return this.revoke(call);
  }

  @Serves(http.revokeTenantToken)
  async revokeOfTenant(@TheCall() call: Call<typeof http.revokeTenantToken>): Promise<AnswerOf<typeof http.revokeTenantToken>> {
    return this.revoke(call);
  }

  private async create(call: Call<typeof http.createAccountToken | typeof http.createTenantToken>, wanted: NewToken) {
    const { token, secret, replayed } = orProblem(await this.gateway.issueToken(call, wanted));
    toldIfReplayed(call, replayed);
    return { token: tagged(call, token), secret };
  }

  private async list(call: Call<typeof http.listAccountTokens | typeof http.listTenantTokens>, kind: NewToken['kind'] | null) {
    const { limit, cursor = null, sort, form, state = null, access = null, label = null, createdBefore = null, name = null, operation, resource = null, zone = null, ip = null } = call.query;
    const list = { filter: { state, kind, form, access, label, createdBefore, name, selectors: null }, sort, limit, cursor };
    const page =
      operation === undefined
        ? await this.gateway.services.call(tokensRpc.listTokens, { ...ownerOf(call), ...list }, scopeOf(call))
        : await this.gateway.whichTokens(call, list, { operation, resource, zone, ip });
    const { items, next } = pageOrProblem(page);
    return { items: await this.gateway.showTokens(call, items), next };
  }

  private async read(call: OneTokenCall) {
    const { token, credentials } = await this.find(call);
    return { token: tagged(call, await this.gateway.showToken(call, token)), credentials };
  }

  private async edit(call: Call<typeof http.editAccountToken | typeof http.editTenantToken>) {
    const expectedVersion = await this.versionToFind(call);
    const { confirmEscalating, ...changes } = call.body;
    const edit = { tokenId: call.params.token, expectedVersion, changes, confirmEscalating };
    const { token, enforcement } = orProblem(await this.gateway.editToken(call, edit));
    return { token: tagged(call, await this.gateway.showToken(call, token)), enforcement: enforced(call, enforcement) };
  }

  private async revoke(call: Call<typeof http.revokeAccountToken | typeof http.revokeTenantToken>) {
    const { reason = null } = call.query;
    const { caller, respondAsync } = call;
    const request = { caller, respondAsync, ...refOf(call), expectedVersion: await this.versionToFind(call), reason };
    const { token, enforcement } = orProblem(await this.gateway.services.call(tokensRpc.revokeToken, request, scopeOf(call)));
    return { token, enforcement: enforced(call, enforcement) };
  }

  private async find(call: OneTokenCall) {
    return orProblem(await this.gateway.services.call(tokensRpc.readToken, refOf(call), scopeOf(call)));
  }

  private versionToFind(call: OneTokenCall): Promise<number | null> {
    return versionToFind(call, async () => (await this.find(call)).token.version);
  }
}

type OneTokenCall = Call<
  | typeof http.readAccountToken | typeof http.readTenantToken | typeof http.editAccountToken | typeof http.editTenantToken
  | typeof http.revokeAccountToken | typeof http.revokeTenantToken
>;

/** The owner of tokens that a path names: an account where there is one, else the tenant. */
export function ownerOf({ target }: Pick<AuthorisedCall, 'target'>): { readonly tenantId: TenantId; readonly accountId: AccountId | null } {
  return { tenantId: target.tenant.id, accountId: target.account?.id ?? null };
}

/** The token that a path names. */
export function refOf(call: Pick<AuthorisedCall, 'target'> & { readonly params: { readonly token: TokenId } }) {
  return { ...ownerOf(call), tokenId: call.params.token };
}
