import { PLATFORM_TENANT_ID, newId, type TenantId } from '@portcullis/kernel';
import { encodeCursor } from '@portcullis/platform/postgres';
import { randomBytes } from '@portcullis/platform/runtime';
import { integrationWorld } from '@portcullis/testkit';
import { deleteAccount } from '../use-cases/delete-account.js';
import { editAccount } from '../use-cases/edit-account.js';
import { putFeatureList } from '../use-cases/put-feature-list.js';
import type { AccountFilter, Page } from '../use-cases/ports.js';
import { caller, tenancyForSpec, type TenancyForSpec } from './tenancy-for-spec.js';

let tenancy: TenancyForSpec;
let { deps, store, tenant, account } = {} as TenancyForSpec;

beforeAll(async () => {
  tenancy = await tenancyForSpec(await integrationWorld());
  ({ deps, store, tenant, account } = tenancy);
});
afterAll(() => tenancy?.close());

const any: AccountFilter = { status: null, username: null };

/** All items, asked for `limit` at a time. */
async function collect<Item>(read: (cursor: string | null) => Promise<Page<Item> | null>): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<Item> | null = await read(cursor);
    items.push(...page!.items);
    cursor = page!.next;
  } while (cursor !== null);
  return items;
}

describe('a list of tenants', () => {
  let root: TenantId;
  let child: TenantId;
  let grandchild: TenantId;
  beforeAll(async () => {
    root = (await tenant()).id;
    child = (await tenant(root)).id;
    await tenant(root);
    grandchild = (await tenant(child)).id;
    await tenant();
  });
  const ids = async (below: TenantId | null, limit = 200) => (await collect((cursor) => store.listTenants(below, limit, cursor))).map(({ id }) => id);

  it('holds the tenant it is asked for and all below it, nobody beside or above', async () => {
    expect(new Set(await ids(root))).toEqual(new Set((await ids(null)).filter((id) => id !== PLATFORM_TENANT_ID).slice(0, 4)));
    expect(await ids(child)).toEqual([child, grandchild]);
    expect(await ids(grandchild)).toEqual([grandchild]);
    expect(await ids(newId('ten', randomBytes))).toEqual([]);
  });

  it('of all holds the platform and every root, in order of their slugs', async () => {
    const slugs = (await collect((cursor) => store.listTenants(null, 200, cursor))).map(({ slug }) => slug);
    expect(slugs).toEqual(['platform', 't1', 't2', 't3', 't4', 't5']);
  });

  it('is read page by page, each tenant once, with all that is known of each', async () => {
    expect(await ids(root, 1)).toEqual(await ids(root));
    expect(await ids(null, 2)).toEqual(await ids(null));
    const [first] = await collect((cursor) => store.listTenants(child, 1, cursor));
    expect(first).toEqual(await store.findTenant(child));
  });

  it('takes the cursor of no other list', async () => {
    const { next } = (await store.listTenants(root, 1, null))!;
    expect(await store.listTenants(null, 1, next)).toBeNull();
    expect(await store.listTenants(root, 1, 'nope')).toBeNull();
    expect(await store.listTenants(root, 1, encodeCursor(['a\0b'], ['tenants', root]))).toBeNull();
  });

  it('keeps nobody waiting who is to be let in, however long it is looked through', async () => {
    let listed: Promise<unknown> = Promise.resolve();
    await tenancy.database.transaction(async (tx) => {
      await tx.query('LOCK TABLE directory IN ACCESS EXCLUSIVE MODE');
      listed = store.listTenants(root, 200, null);
      expect(await store.readOwner(root, null)).toMatchObject({ tenant: { id: root } });
    });
    expect(await listed).toMatchObject({ next: null });
  });
});

describe('a list of accounts', () => {
  let tenantId: TenantId;
  beforeAll(async () => {
    tenantId = (await tenant()).id;
    for (const name of ['alice', 'al_x', 'albert', 'bob', 'carol']) {
      const { id: accountId } = (await account(tenantId, name)).wanted;
      if (name === 'albert') await editAccount(deps)({ caller, tenantId, accountId, expectedVersion: null, status: 'suspended', domains: null, featureList: null });
      if (name === 'carol') await deleteAccount(deps)({ caller, tenantId, accountId, expectedVersion: null });
    }
  });
  const names = async (filter: Partial<AccountFilter>, limit = 200) =>
    (await collect((cursor) => store.listAccounts(tenantId, { ...any, ...filter }, limit, cursor))).map(({ username }) => username);

  it('holds those of a status, or with the beginning of a name, newest first and without removed ones', async () => {
    expect(await names({})).toEqual(['bob', 'albert', 'al_x', 'alice']);
    expect(await names({ status: 'active' })).toEqual(['bob', 'al_x', 'alice']);
    expect(await names({ status: 'suspended' })).toEqual(['albert']);
    expect(await names({ username: 'al' })).toEqual(['albert', 'al_x', 'alice']);
    // A letter that a pattern would take for any other one.
    expect(await names({ username: 'al_' })).toEqual(['al_x']);
    expect(await names({ username: 'al' }, 1)).toEqual(['albert', 'al_x', 'alice']);
  });

  it('takes the cursor of no other list', async () => {
    const { next } = (await store.listAccounts(tenantId, any, 1, null))!;
    expect(await store.listAccounts(tenantId, any, 1, next)).toMatchObject({ items: [{ username: 'albert' }] });
    expect(await store.listAccounts(tenantId, { ...any, status: 'active' }, 1, next)).toBeNull();
    expect(await store.listAccounts((await tenant()).id, any, 1, next)).toBeNull();
    expect(await store.listAccounts(tenantId, any, 1, '17')).toBeNull();
  });

  it('tells the statuses of those that are asked for and there, removed ones too', async () => {
    const all = (await collect((cursor) => store.listAccounts(tenantId, any, 200, cursor))).slice(0, 2);
    const removed = (await account(tenantId, 'dave')).wanted.id;
    await deleteAccount(deps)({ caller, tenantId, accountId: removed, expectedVersion: null });
    const found = await store.findAccountStatuses(tenantId, [...all.map(({ id }) => id), removed, newId('acc', randomBytes)]);
    expect(new Map(found.map(({ id, status }) => [id, status]))).toEqual(new Map([...all.map(({ id, status }) => [id, status] as const), [removed, 'removed']]));
    expect(await store.findAccountStatuses((await tenant()).id, [removed])).toEqual([]);
    expect(await store.findAccountStatuses(tenantId, [])).toEqual([]);
  });
});

describe('a list of feature lists', () => {
  it('is in order of their names, page by page, with how much each holds, and of one tenant alone', async () => {
    const [tenantId, other] = [(await tenant()).id, (await tenant()).id];
    const put = (of: TenantId, name: string, features: string[]) => putFeatureList(deps)({ caller, tenantId: of, name, features });
    for (const [name, features] of [['plus', ['popaccts', 'zoneedit']], ['empty', []], ['Basic', ['zoneedit']]] as const) await put(tenantId, name, [...features]);
    await put(other, 'theirs', []);
    const all = await collect((cursor) => store.listFeatureLists(tenantId, 200, cursor));
    expect(new Map(all.map(({ name, featureCount }) => [name, featureCount]))).toEqual(new Map([['plus', 2], ['empty', 0], ['Basic', 1]]));
    expect(await collect((cursor) => store.listFeatureLists(tenantId, 1, cursor))).toEqual(all);
    const { next } = (await store.listFeatureLists(tenantId, 1, null))!;
    expect(await store.listFeatureLists(other, 1, next)).toBeNull();
    expect(await store.listFeatureLists(tenantId, 1, 'nope')).toBeNull();
    expect(await store.listFeatureLists((await tenant()).id, 1, null)).toEqual({ items: [], next: null });
  });
});
