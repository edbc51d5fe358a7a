import { permissionsRpc, tenantsHttp as http, type AnswerOf } from '@portcullis/contracts';
import { newId, PLATFORM_TENANT_ID, shardOfRoot } from '@portcullis/kernel';
import { Controller, Inject } from '@nestjs/common';
import { GATEWAY, type Gateway } from '../../../gateway.js';
import { newRootIn } from '../../../domain/id-in-shard.js';
import { enforced, orProblem, pageOrProblem, tagged, toldIfReplayed, versionToFind } from '../answers.js';
import { hashesOf, scopeOf, Serves, TheCall, type Call } from '../serves.js';

@Controller()
export class TenantsController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Serves(http.createTenant)
  async create(@TheCall() call: Call<typeof http.createTenant>): Promise<AnswerOf<typeof http.createTenant>> {
    const { slug, name } = call.body;
    const { randomBytes, services } = this.gateway;
    const parentId = call.target.tenant.id === PLATFORM_TENANT_ID ? null : call.target.tenant.id;
    // A tenant without a parent is a root, and its own id says in which shard it lives: the same one when it is asked for again.
    const id = parentId === null && call.repeatable ? newRootIn(shardOfRoot(call.repeatable.keyHash), randomBytes) : newId('ten', randomBytes);
    const scope = { ...scopeOf(call), tenantId: id, ...(parentId === null && { shard: shardOfRoot(id) }) };
    const request = { caller: call.caller, id, slug, name, parentId, idempotency: hashesOf(call) };
    const { tenant, replayed } = orProblem(await services.call(permissionsRpc.createTenant, request, scope));
    toldIfReplayed(call, replayed);
    return { tenant: tagged(call, tenant) };
  }

  @Serves(http.listTenants)
  async list(@TheCall() call: Call<typeof http.listTenants>): Promise<AnswerOf<typeof http.listTenants>> {
    const { limit, cursor = null } = call.query;
    const { kind, tenantId } = call.caller;
    // The platform stands above every tenant without being anybody's parent (see `within` in libs/access).
    const below = kind === 'operator' || tenantId === PLATFORM_TENANT_ID ? null : tenantId;
    return pageOrProblem(await this.gateway.services.call(permissionsRpc.listTenants, { below, limit, cursor }, scopeOf(call)));
  }

  @Serves(http.readTenant)
  async read(@TheCall() call: Call<typeof http.readTenant>): Promise<AnswerOf<typeof http.readTenant>> {
    return { tenant: tagged(call, await this.find(call)) };
  }

  @Serves(http.editTenant)
  async edit(@TheCall() call: Call<typeof http.editTenant>): Promise<AnswerOf<typeof http.editTenant>> {
    const { name = null, status = null } = call.body;
    const expectedVersion = await versionToFind(call, async () => (await this.find(call)).version);
    const request = { caller: call.caller, respondAsync: call.respondAsync, tenantId: call.target.tenant.id, expectedVersion, name, status };
    const { tenant, enforcement } = orProblem(await this.gateway.services.call(permissionsRpc.editTenant, request, scopeOf(call)));
    return { tenant: tagged(call, tenant), enforcement: enforced(call, enforcement) };
  }

  @Serves(http.putPanel)
  async putPanel(@TheCall() call: Call<typeof http.putPanel>): Promise<AnswerOf<typeof http.putPanel>> {
    const request = { caller: call.caller, respondAsync: call.respondAsync, tenantId: call.target.tenant.id, ...call.body };
    const { tenant, enforcement } = orProblem(await this.gateway.services.call(permissionsRpc.putPanel, request, scopeOf(call)));
    return { tenant: tagged(call, tenant), enforcement: enforced(call, enforcement) };
  }

  @Serves(http.putTenantUpstream)
  async putUpstream(@TheCall() call: Call<typeof http.putTenantUpstream>): Promise<AnswerOf<typeof http.putTenantUpstream>> {
    const { tenant, enforcement } = orProblem(await this.gateway.putTenantUpstream(call, call.body));
    return { tenant: tagged(call, tenant), enforcement: enforced(call, enforcement) };
  }

  @Serves(http.readPolicy)
  async readPolicy(@TheCall() call: Call<typeof http.readPolicy>): Promise<AnswerOf<typeof http.readPolicy>> {
    return orProblem(await this.gateway.services.call(permissionsRpc.readPolicy, { tenantId: call.target.tenant.id }, scopeOf(call)));
  }

  @Serves(http.putPolicy)
  async putPolicy(@TheCall() call: Call<typeof http.putPolicy>): Promise<AnswerOf<typeof http.putPolicy>> {
    const { enforcement, ...inForce } = orProblem(await this.gateway.putPolicy(call, call.body));
    return { ...inForce, enforcement: enforced(call, enforcement) };
  }

  @Serves(http.putFeatureList)
  async putFeatureList(@TheCall() call: Call<typeof http.putFeatureList>): Promise<AnswerOf<typeof http.putFeatureList>> {
    const { caller, respondAsync, params, body } = call;
    const request = { caller, respondAsync, tenantId: call.target.tenant.id, name: params.name, features: body.features };
    const { featureList, enforcement } = orProblem(await this.gateway.services.call(permissionsRpc.putFeatureList, request, scopeOf(call)));
    return { featureList, enforcement: enforced(call, enforcement) };
  }

  @Serves(http.listFeatureLists)
  async listFeatureLists(@TheCall() call: Call<typeof http.listFeatureLists>): Promise<AnswerOf<typeof http.listFeatureLists>> {
    const { limit, cursor = null } = call.query;
    return pageOrProblem(await this.gateway.services.call(permissionsRpc.listFeatureLists, { tenantId: call.target.tenant.id, limit, cursor }, scopeOf(call)));
  }

  @Serves(http.readFeatureList)
  async readFeatureList(@TheCall() call: Call<typeof http.readFeatureList>): Promise<AnswerOf<typeof http.readFeatureList>> {
    const request = { tenantId: call.target.tenant.id, name: call.params.name };
    return orProblem(await this.gateway.services.call(permissionsRpc.readFeatureList, request, scopeOf(call)));
  }

  private async find(call: Call<typeof http.readTenant | typeof http.editTenant>) {
    return orProblem(await this.gateway.services.call(permissionsRpc.readTenant, { tenantId: call.target.tenant.id }, scopeOf(call))).tenant;
  }
}
