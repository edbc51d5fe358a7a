import { accountsHttp as http, permissionsRpc, type AnswerOf } from '@portcullis/contracts';
import { assert, newId, type AccountId } from '@portcullis/kernel';
import { Controller, Inject } from '@nestjs/common';
import { policyOf } from '../../../domain/policy-of.js';
import { GATEWAY, type Gateway } from '../../../gateway.js';
import type { AuthorisedCall } from '../../../use-cases/authorise-call.js';
import { enforced, orProblem, pageOrProblem, tagged, toldIfReplayed, versionToFind } from '../answers.js';
import { hashesOf, scopeOf, Serves, TheCall, type Call } from '../serves.js';

@Controller()
export class AccountsController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Serves(http.createAccount)
  async create(@TheCall() call: Call<typeof http.createAccount>): Promise<AnswerOf<typeof http.createAccount>> {
    const id = newId('acc', this.gateway.randomBytes);
    const request = { caller: call.caller, tenantId: call.target.tenant.id, id, ...call.body, idempotency: hashesOf(call) };
    const { account, replayed } = orProblem(await this.gateway.services.call(permissionsRpc.createAccount, request, scopeOf(call)));
    toldIfReplayed(call, replayed);
    return { account: tagged(call, account) };
  }

  @Serves(http.listAccounts)
  async list(@TheCall() call: Call<typeof http.listAccounts>): Promise<AnswerOf<typeof http.listAccounts>> {
    const { limit, cursor = null, status = null, username = null } = call.query;
    const request = { tenantId: call.target.tenant.id, filter: { status, username }, limit, cursor };
    return pageOrProblem(await this.gateway.services.call(permissionsRpc.listAccounts, request, scopeOf(call)));
  }

  @Serves(http.readAccount)
  async read(@TheCall() call: Call<typeof http.readAccount>): Promise<AnswerOf<typeof http.readAccount>> {
    const { tenant, account } = call.target;
    assert(account, 'the path names an account, and the guard found it');
    const standing = { features: account.features, policy: policyOf(tenant) };
    return { account: tagged(call, await this.find(call), standing), ...standing };
  }

  @Serves(http.editAccount)
  async edit(@TheCall() call: Call<typeof http.editAccount>): Promise<AnswerOf<typeof http.editAccount>> {
    const { status = null, domains = null, featureList = null } = call.body;
    const expectedVersion = await this.versionToFind(call);
    const { caller, respondAsync } = call;
    const request = { caller, respondAsync, ...placeOf(call), expectedVersion, status, domains, featureList };
    const { account, enforcement } = orProblem(await this.gateway.services.call(permissionsRpc.editAccount, request, scopeOf(call)));
    return { account: tagged(call, account), enforcement: enforced(call, enforcement) };
  }

  @Serves(http.deleteAccount)
  async remove(@TheCall() call: Call<typeof http.deleteAccount>): Promise<AnswerOf<typeof http.deleteAccount>> {
    const { caller, respondAsync } = call;
    const request = { caller, respondAsync, ...placeOf(call), expectedVersion: await this.versionToFind(call) };
    const { account, enforcement } = orProblem(await this.gateway.services.call(permissionsRpc.deleteAccount, request, scopeOf(call)));
    return { account, enforcement: enforced(call, enforcement) };
  }

  @Serves(http.listRecords)
  async records(@TheCall() call: Call<typeof http.listRecords>): Promise<AnswerOf<typeof http.listRecords>> {
    return orProblem(await this.gateway.listRecords(call, call.params.zone));
  }

  @Serves(http.putUpstream)
  async putUpstream(@TheCall() call: Call<typeof http.putUpstream>): Promise<AnswerOf<typeof http.putUpstream>> {
    const { account, enforcement } = orProblem(await this.gateway.putUpstream(call, call.body));
    return { account: tagged(call, account), enforcement: enforced(call, enforcement) };
  }

  private async find(call: OneAccountCall) {
    return orProblem(await this.gateway.services.call(permissionsRpc.readAccount, placeOf(call), scopeOf(call))).account;
  }

  private versionToFind(call: OneAccountCall): Promise<number | null> {
    return versionToFind(call, async () => (await this.find(call)).version);
  }
}

type OneAccountCall = Call<typeof http.readAccount | typeof http.editAccount | typeof http.deleteAccount>;

function placeOf({ target }: Pick<AuthorisedCall, 'target'>): { tenantId: typeof target.tenant.id; accountId: AccountId } {
  assert(target.account, 'the path names an account, and the guard found it');
  return { tenantId: target.tenant.id, accountId: target.account.id };
}
