import { DEFAULT_POLICY } from '@portcullis/access';
import { enforced, type Authority, type RecordedChange } from '@portcullis/authority';
import { ENFORCEMENT_OF, HEALTH_OF, RECEIPT_OF, permissionsRpc as rpc, type AccountView, type OutcomeOf, type OwnerFactsMessage, type RequestOf, type TenantView } from '@portcullis/contracts';
import { granted, mapValue, refused, toRfc3339, type Result, type TenantId } from '@portcullis/kernel';
import { Handles } from '@portcullis/platform/nats';
import { Controller, Inject } from '@nestjs/common';
import { policyWithin, type Account, type Tenant } from '../domain/tenancy.js';
import type { createAccount } from '../use-cases/create-account.js';
import type { createTenant } from '../use-cases/create-tenant.js';
import type { deleteAccount } from '../use-cases/delete-account.js';
import type { editAccount } from '../use-cases/edit-account.js';
import type { editTenant } from '../use-cases/edit-tenant.js';
import type { OwnerRecord, TenancyReads } from '../use-cases/ports.js';
import type { putFeatureList } from '../use-cases/put-feature-list.js';
import type { putPanel } from '../use-cases/put-panel.js';
import type { putPolicy } from '../use-cases/put-policy.js';
import type { putTenantUpstream } from '../use-cases/put-tenant-upstream.js';
import type { putUpstream } from '../use-cases/put-upstream.js';
import type { resealUpstream } from '../use-cases/reseal-upstream.js';

/** What this service can do, made once in the module and handed to its door. */
export interface PermissionsUseCases {
  readonly authority: Pick<Authority, 'enforce' | 'receipt' | 'enforcementOf'>;
  readonly reads: TenancyReads;
  readonly createTenant: ReturnType<typeof createTenant>;
  readonly editTenant: ReturnType<typeof editTenant>;
  readonly putPanel: ReturnType<typeof putPanel>;
  readonly putPolicy: ReturnType<typeof putPolicy>;
  readonly putFeatureList: ReturnType<typeof putFeatureList>;
  readonly createAccount: ReturnType<typeof createAccount>;
  readonly editAccount: ReturnType<typeof editAccount>;
  readonly deleteAccount: ReturnType<typeof deleteAccount>;
  readonly putUpstream: ReturnType<typeof putUpstream>;
  readonly putTenantUpstream: ReturnType<typeof putTenantUpstream>;
  readonly resealUpstream: ReturnType<typeof resealUpstream>;
  readonly health: () => Promise<{ instance: string; ready: boolean }>;
}
export const PERMISSIONS_USE_CASES = Symbol('PermissionsUseCases');

@Controller()
export class PermissionsController {
  constructor(@Inject(PERMISSIONS_USE_CASES) private readonly permissions: PermissionsUseCases) {}

  @Handles(rpc.readOwner)
  async readOwner({ tenantId, account }: RequestOf<typeof rpc.readOwner>): Promise<OutcomeOf<typeof rpc.readOwner>> {
    const owner = await this.permissions.reads.readOwner(tenantId, account);
    return owner ? granted(ownerFacts(owner)) : refused({ code: 'not_found', detail: 'there is no such tenant or account' });
  }

  @Handles(rpc.readOwners)
  async readOwners({ tenantId, accountIds, features }: RequestOf<typeof rpc.readOwners>): Promise<OutcomeOf<typeof rpc.readOwners>> {
    const owners = await this.permissions.reads.readOwners(tenantId, accountIds, features);
    if (!owners) return noTenant;
    const { tenant, ancestors, accounts, at } = owners;
    return granted({
      tenant: { ...tenant, ...policiesOf(tenant, ancestors) },
      accounts: accounts.map((account) => ({ ...account, features: [...account.features] })),
      at: toRfc3339(at),
    });
  }

  @Handles(rpc.readTarget)
  async readTarget({ tenant, account, callerTenantId }: RequestOf<typeof rpc.readTarget>): Promise<OutcomeOf<typeof rpc.readTarget>> {
    const { reads } = this.permissions;
    const found = await reads.locate(tenant);
    const owner = await reads.readOwner(found?.tenantId ?? callerTenantId, account);
    return granted({ target: found && owner && { shard: found.shard, owner: ownerFacts(owner) } });
  }

  @Handles(rpc.createTenant)
  async createTenant(request: RequestOf<typeof rpc.createTenant>): Promise<OutcomeOf<typeof rpc.createTenant>> {
    return mapValue(await this.permissions.createTenant(request), ({ tenant, replayed }) => ({ tenant: tenantView(tenant), replayed }));
  }

  @Handles(rpc.readTenant)
  async readTenant({ tenantId }: RequestOf<typeof rpc.readTenant>): Promise<OutcomeOf<typeof rpc.readTenant>> {
    const tenant = await this.permissions.reads.findTenant(tenantId);
    return tenant ? granted({ tenant: tenantView(tenant) }) : noTenant;
  }

  @Handles(rpc.listTenants)
  async listTenants({ below, limit, cursor }: RequestOf<typeof rpc.listTenants>): Promise<OutcomeOf<typeof rpc.listTenants>> {
    const page = await this.permissions.reads.listTenants(below, limit, cursor);
    return page ? granted({ items: page.items.map(tenantView), next: page.next }) : noCursor;
  }

  @Handles(rpc.readPolicy)
  async readPolicy({ tenantId }: RequestOf<typeof rpc.readPolicy>): Promise<OutcomeOf<typeof rpc.readPolicy>> {
    const owner = await this.permissions.reads.readOwner(tenantId, null);
    return owner ? granted(policyWithin(owner.tenant.policy, owner.ancestors.map(({ policy }) => policy))) : noTenant;
  }

  @Handles(rpc.editTenant)
  async editTenant(request: RequestOf<typeof rpc.editTenant>) {
    return this.ofTenant(request, await this.permissions.editTenant(request), ({ tenant }) => ({ tenant: tenantView(tenant) }));
  }

  @Handles(rpc.putPanel)
  async putPanel(request: RequestOf<typeof rpc.putPanel>) {
    return this.ofTenant(request, await this.permissions.putPanel(request), ({ tenant }) => ({ tenant: tenantView(tenant) }));
  }

  @Handles(rpc.putPolicy)
  async putPolicy(request: RequestOf<typeof rpc.putPolicy>) {
    return this.ofTenant(request, await this.permissions.putPolicy(request), ({ policy, effective }) => ({ policy, effective }));
  }

  @Handles(rpc.putFeatureList)
  async putFeatureList(request: RequestOf<typeof rpc.putFeatureList>) {
    return this.ofTenant(request, await this.permissions.putFeatureList(request), ({ featureList: { name, features } }) => ({ featureList: { name, features: [...features] } }));
  }

  @Handles(rpc.readFeatureList)
  async readFeatureList({ tenantId, name }: RequestOf<typeof rpc.readFeatureList>): Promise<OutcomeOf<typeof rpc.readFeatureList>> {
    const features = await this.permissions.reads.findFeatureList(tenantId, name);
    if (!features) return refused({ code: 'not_found', detail: 'there is no such feature list' });
    return granted({ featureList: { name, features: [...features] } });
  }

  @Handles(rpc.listFeatureLists)
  async listFeatureLists({ tenantId, limit, cursor }: RequestOf<typeof rpc.listFeatureLists>): Promise<OutcomeOf<typeof rpc.listFeatureLists>> {
    const page = await this.permissions.reads.listFeatureLists(tenantId, limit, cursor);
    if (!page) return noCursor;
    return granted({ items: [...page.items], next: page.next });
  }

  @Handles(rpc.createAccount)
  async createAccount(request: RequestOf<typeof rpc.createAccount>): Promise<OutcomeOf<typeof rpc.createAccount>> {
    return mapValue(await this.permissions.createAccount(request), ({ account, replayed }) => ({ account: accountView(account), replayed }));
  }

  @Handles(rpc.readAccount)
  async readAccount({ tenantId, accountId }: RequestOf<typeof rpc.readAccount>): Promise<OutcomeOf<typeof rpc.readAccount>> {
    const account = await this.permissions.reads.findAccount(tenantId, accountId);
    if (!account || account.status === 'removed') return refused({ code: 'not_found', detail: 'there is no such account' });
    return granted({ account: accountView(account) });
  }

  @Handles(rpc.findAccount)
  async findAccount({ tenantId, username }: RequestOf<typeof rpc.findAccount>): Promise<OutcomeOf<typeof rpc.findAccount>> {
    return granted({ account: await this.permissions.reads.findAccountOnPanel(tenantId, username) });
  }

  @Handles(rpc.listAccounts)
  async listAccounts({ tenantId, filter, limit, cursor }: RequestOf<typeof rpc.listAccounts>): Promise<OutcomeOf<typeof rpc.listAccounts>> {
    const page = await this.permissions.reads.listAccounts(tenantId, filter, limit, cursor);
    if (!page) return noCursor;
    return granted({ items: page.items.map(accountView), next: page.next });
  }

  @Handles(rpc.readAccountStatuses)
  async readAccountStatuses({ tenantId, accountIds }: RequestOf<typeof rpc.readAccountStatuses>): Promise<OutcomeOf<typeof rpc.readAccountStatuses>> {
    return granted({ accounts: [...(await this.permissions.reads.findAccountStatuses(tenantId, accountIds))] });
  }

  @Handles(rpc.editAccount)
  async editAccount(request: RequestOf<typeof rpc.editAccount>) {
    return this.ofAccount(request, await this.permissions.editAccount(request));
  }

  @Handles(rpc.deleteAccount)
  async deleteAccount(request: RequestOf<typeof rpc.deleteAccount>) {
    return this.ofAccount(request, await this.permissions.deleteAccount(request));
  }

  @Handles(rpc.putUpstream)
  async putUpstream(request: RequestOf<typeof rpc.putUpstream>) {
    return this.ofAccount(request, await this.permissions.putUpstream(request));
  }

  @Handles(rpc.putTenantUpstream)
  async putTenantUpstream(request: RequestOf<typeof rpc.putTenantUpstream>) {
    return this.ofTenant(request, await this.permissions.putTenantUpstream(request), ({ tenant }) => ({ tenant: tenantView(tenant) }));
  }

  @Handles(rpc.listUpstreams)
  async listUpstreams({ notUnder, limit, cursor }: RequestOf<typeof rpc.listUpstreams>): Promise<OutcomeOf<typeof rpc.listUpstreams>> {
    const page = await this.permissions.reads.listUpstreams(notUnder, limit, cursor);
    return page ? granted({ items: [...page.items], next: page.next }) : noCursor;
  }

  @Handles(rpc.resealUpstream)
  async resealUpstream(request: RequestOf<typeof rpc.resealUpstream>): Promise<OutcomeOf<typeof rpc.resealUpstream>> {
    return this.permissions.resealUpstream(request);
  }

  @Handles(ENFORCEMENT_OF.permissions)
  async readEnforcement({ tenantId }: RequestOf<typeof ENFORCEMENT_OF.permissions>): Promise<OutcomeOf<typeof ENFORCEMENT_OF.permissions>> {
    return granted({ ...(await this.permissions.authority.enforcementOf(tenantId)), proofs: [] });
  }

  @Handles(RECEIPT_OF.permissions)
  async readReceipt({ receiptId, ...owner }: RequestOf<typeof RECEIPT_OF.permissions>): Promise<OutcomeOf<typeof RECEIPT_OF.permissions>> {
    const receipt = await this.permissions.authority.receipt(owner, receiptId);
    return receipt ? granted({ receipt }) : refused({ code: 'not_found', detail: 'there is no such receipt' });
  }

  @Handles(HEALTH_OF.permissions)
  async readHealth(): Promise<OutcomeOf<typeof HEALTH_OF.permissions>> {
    return granted(await this.permissions.health());
  }

  private ofTenant<Value extends { readonly change: RecordedChange }, Refusal, Reply>(
    request: { readonly tenantId: TenantId; readonly respondAsync: boolean },
    result: Result<Value, Refusal>,
    reply: (value: Value) => Reply,
  ) {
    return enforced(this.permissions.authority, request, result, (value) => ({ owner: { tenantId: request.tenantId, accountId: null }, changes: [value.change], reply: reply(value) }));
  }

  private ofAccount<Refusal>(request: { readonly tenantId: TenantId; readonly respondAsync: boolean }, result: Result<{ account: Account; change: RecordedChange | null }, Refusal>) {
    return enforced(this.permissions.authority, request, result, ({ account, change }) => ({
      owner: { tenantId: request.tenantId, accountId: account.id },
      // None: an account that was removed long ago.
      changes: change === null ? [] : [change],
      reply: { account: accountView(account) },
    }));
  }
}

const noTenant = refused({ code: 'not_found', detail: 'there is no such tenant' });
const noCursor = refused({ code: 'invalid_request', detail: 'cursor is not one that a page gave' });

function ownerFacts({ tenant, ancestors, account, stamp, at }: OwnerRecord): OwnerFactsMessage {
  return {
    tenant: {
      ...tenant,
      hosts: [...tenant.hosts],
      ...policiesOf(tenant, ancestors),
    },
    account: account && { ...account, domains: [...account.domains], features: [...account.features] },
    stamp,
    at: toRfc3339(at),
  };
}

function policiesOf({ policy }: Pick<OwnerRecord['tenant'], 'policy'>, ancestors: OwnerRecord['ancestors']): Pick<OwnerFactsMessage['tenant'], 'policy' | 'ancestors'> {
  return {
    policy: policy ?? DEFAULT_POLICY,
    ancestors: ancestors.map((ancestor) => ({ ...ancestor, policy: ancestor.policy ?? DEFAULT_POLICY })),
  };
}

function tenantView(tenant: Tenant): TenantView {
  const { id, slug, name, parentId, status, panelKind, panelUrl, whmUrl, hosts, upstream, version, createdAt } = tenant;
  return {
    ...{ id, slug, name, parentId, status, panelKind, panelUrl, whmUrl, version },
    hosts: [...hosts],
    upstream: upstream && { scheme: upstream.scheme, user: upstream.user },
    createdAt: toRfc3339(createdAt),
  };
}

function accountView(account: Account): AccountView {
  const { id, tenantId, username, domains, featureList, status, upstream, version, createdAt } = account;
  return {
    ...{ id, tenantId, username, featureList, status, version },
    domains: [...domains],
    upstream: upstream && { scheme: upstream.scheme, user: upstream.user },
    createdAt: toRfc3339(createdAt),
  };
}
