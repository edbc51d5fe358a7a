import { auditRpc, permissionsRpc, tenantsHttp as http, type AnswerOf } from '@portcullis/contracts';
import { newId, PLATFORM_TENANT_ID, shardOfRoot } from '@portcullis/kernel';
import { Controller, Inject } from '@nestjs/common';
import { GATEWAY, type Gateway } from '../../../gateway.js';
import { orProblem } from '../answers.js';
import { receipted } from '../receipts.js';
import { scopeOf, Serves, TheCall, type Call } from '../serves.js';

@Controller()
export class TenantsController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Serves(http.createTenant)
  async create(@TheCall() call: Call<typeof http.createTenant>): Promise<AnswerOf<typeof http.createTenant>> {
    const { slug, name } = call.body;
    const id = newId('ten', this.gateway.randomBytes);
    const parentId = call.target.tenant.id === PLATFORM_TENANT_ID ? null : call.target.tenant.id;
    // A tenant without a parent is a root, and its own id says in which shard it lives.
    const scope = { ...scopeOf(call), tenantId: id, ...(parentId === null && { shard: shardOfRoot(id) }) };
    const request = { caller: call.caller, id, slug, name, parentId, idempotency: null };
    const { tenant } = orProblem(await this.gateway.services.call(permissionsRpc.createTenant, request, scope));
    return { tenant };
  }

  @Serves(http.readTenant)
  async read(@TheCall() call: Call<typeof http.readTenant>): Promise<AnswerOf<typeof http.readTenant>> {
    return orProblem(await this.gateway.services.call(permissionsRpc.readTenant, { tenantId: call.target.tenant.id }, scopeOf(call)));
  }

  @Serves(http.editTenant)
  async edit(@TheCall() call: Call<typeof http.editTenant>): Promise<AnswerOf<typeof http.editTenant>> {
    const { name = null, status = null } = call.body;
    const request = { caller: call.caller, tenantId: call.target.tenant.id, expectedVersion: null, name, status };
    return receipted(this.gateway, async () => orProblem(await this.gateway.services.call(permissionsRpc.editTenant, request, scopeOf(call))));
  }

  @Serves(http.putPanel)
  async putPanel(@TheCall() call: Call<typeof http.putPanel>): Promise<AnswerOf<typeof http.putPanel>> {
    const request = { caller: call.caller, tenantId: call.target.tenant.id, ...call.body };
    return receipted(this.gateway, async () => orProblem(await this.gateway.services.call(permissionsRpc.putPanel, request, scopeOf(call))));
  }

  @Serves(http.putFeatureList)
  async putFeatureList(@TheCall() call: Call<typeof http.putFeatureList>): Promise<AnswerOf<typeof http.putFeatureList>> {
    const request = { caller: call.caller, tenantId: call.target.tenant.id, name: call.params.name, features: call.body.features };
    return receipted(this.gateway, async () => orProblem(await this.gateway.services.call(permissionsRpc.putFeatureList, request, scopeOf(call))));
  }

  @Serves(http.readFeatureList)
  async readFeatureList(@TheCall() call: Call<typeof http.readFeatureList>): Promise<AnswerOf<typeof http.readFeatureList>> {
    const request = { tenantId: call.target.tenant.id, name: call.params.name };
    return orProblem(await this.gateway.services.call(permissionsRpc.readFeatureList, request, scopeOf(call)));
  }

  @Serves(http.listAudit)
  async listAudit(@TheCall() call: Call<typeof http.listAudit>): Promise<AnswerOf<typeof http.listAudit>> {
    const { limit, cursor = null, type = null, subject = null } = call.query;
    const request = { tenantId: call.target.tenant.id, filter: { type, subject }, limit, cursor };
    return orProblem(await this.gateway.services.call(auditRpc.listEntries, request, scopeOf(call)));
  }
}
