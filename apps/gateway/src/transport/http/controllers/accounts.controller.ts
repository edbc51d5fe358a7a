import { accountsHttp as http, permissionsRpc, type AnswerOf } from '@portcullis/contracts';
import { assert, newId, type AccountId } from '@portcullis/kernel';
import { Controller, Inject } from '@nestjs/common';
import { GATEWAY, type Gateway } from '../../../gateway.js';
import type { AuthorisedCall } from '../../../use-cases/authorise-call.js';
import { orProblem } from '../answers.js';
import { receipted } from '../receipts.js';
import { scopeOf, Serves, TheCall, type Call } from '../serves.js';

@Controller()
export class AccountsController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Serves(http.createAccount)
  async create(@TheCall() call: Call<typeof http.createAccount>): Promise<AnswerOf<typeof http.createAccount>> {
    const id = newId('acc', this.gateway.randomBytes);
    const request = { caller: call.caller, tenantId: call.target.tenant.id, id, ...call.body, idempotency: null };
    const { account } = orProblem(await this.gateway.services.call(permissionsRpc.createAccount, request, scopeOf(call)));
    return { account };
  }

  @Serves(http.listAccounts)
  async list(@TheCall() call: Call<typeof http.listAccounts>): Promise<AnswerOf<typeof http.listAccounts>> {
    const { limit, cursor = null, status = null, username = null } = call.query;
    const request = { tenantId: call.target.tenant.id, filter: { status, username }, limit, cursor };
    return orProblem(await this.gateway.services.call(permissionsRpc.listAccounts, request, scopeOf(call)));
  }

  @Serves(http.readAccount)
  async read(@TheCall() call: Call<typeof http.readAccount>): Promise<AnswerOf<typeof http.readAccount>> {
    return orProblem(await this.gateway.services.call(permissionsRpc.readAccount, placeOf(call), scopeOf(call)));
  }

  @Serves(http.editAccount)
  async edit(@TheCall() call: Call<typeof http.editAccount>): Promise<AnswerOf<typeof http.editAccount>> {
    const { status = null, domains = null, featureList = null } = call.body;
    const request = { caller: call.caller, ...placeOf(call), expectedVersion: null, status, domains, featureList };
    return receipted(this.gateway, async () => orProblem(await this.gateway.services.call(permissionsRpc.editAccount, request, scopeOf(call))));
  }

  @Serves(http.deleteAccount)
  async remove(@TheCall() call: Call<typeof http.deleteAccount>): Promise<AnswerOf<typeof http.deleteAccount>> {
    const request = { caller: call.caller, ...placeOf(call), expectedVersion: null };
    return receipted(this.gateway, async () => orProblem(await this.gateway.services.call(permissionsRpc.deleteAccount, request, scopeOf(call))));
  }

  @Serves(http.putUpstream)
  async putUpstream(@TheCall() call: Call<typeof http.putUpstream>): Promise<AnswerOf<typeof http.putUpstream>> {
    return receipted(this.gateway, async () => orProblem(await this.gateway.putUpstream(call, call.body)));
  }
}

function placeOf({ target }: Pick<AuthorisedCall, 'target'>): { tenantId: typeof target.tenant.id; accountId: AccountId } {
  assert(target.account, 'the path names an account, and the guard found it');
  return { tenantId: target.tenant.id, accountId: target.account.id };
}
