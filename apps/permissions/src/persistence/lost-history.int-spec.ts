import { DEFAULT_POLICY } from '@portcullis/access';
import { changesOfEvents } from '@portcullis/authority';
import type { Event } from '@portcullis/contracts';
import { startOutboxRelay } from '@portcullis/platform/outbox';
import { Database } from '@portcullis/platform/postgres';
import { createLogger, randomBytes } from '@portcullis/platform/runtime';
import { integrationWorld, type IntegrationWorld } from '@portcullis/testkit';
import { deleteAccount } from '../use-cases/delete-account.js';
import { editAccount } from '../use-cases/edit-account.js';
import { editTenant } from '../use-cases/edit-tenant.js';
import { putFeatureList } from '../use-cases/put-feature-list.js';
import { putPanel } from '../use-cases/put-panel.js';
import { putPolicy } from '../use-cases/put-policy.js';
import { putTenantUpstream } from '../use-cases/put-tenant-upstream.js';
import { putUpstream } from '../use-cases/put-upstream.js';
import { reapplyEvent } from '../use-cases/reapply-event.js';
import { AccountEntity, DirectoryEntity, FeatureListEntity, TenantEntity } from './entities.js';
import { PostgresTenancyStore } from './postgres-tenancy-store.js';
import { caller, tenancyForSpec, type TenancyForSpec } from './tenancy-for-spec.js';

const log = createLogger({ instance: 'test', level: 'silent' });
const sealed = (user: string) => ({ scheme: 'cpanel' as const, user, keyId: 'k1', sealed: user });

let world: IntegrationWorld;
let past: IntegrationWorld | undefined;
let scene: TenancyForSpec;
let restored: Database | undefined;

beforeEach(async () => {
  world = await integrationWorld();
  scene = await tenancyForSpec(world);
});

afterEach(async () => {
  await restored?.close();
  await past?.close();
  await scene.close();
});

/** From here on the first database goes on, and the second one knows nothing of it. */
async function copyHere(): Promise<PostgresTenancyStore> {
  // What was told before is none of this.
  await scene.database.transaction((tx) => tx.query('UPDATE outbox SET published_at = clock_timestamp()'));
  past = await world.copy();
  restored = await Database.open({
    ...{ url: past.databaseUrl('permissions'), name: 'test', onIdleError: () => undefined },
    entities: [TenantEntity, DirectoryEntity, FeatureListEntity, AccountEntity],
  });
  return new PostgresTenancyStore(restored, randomBytes, () => undefined);
}

/** What was told meanwhile of changes, in order. */
async function toldSince(): Promise<Event[]> {
  const told: Event[] = [];
  const relay = startOutboxRelay({
    ...{ database: scene.database, log, pollMs: 5 },
    publish: async (event) => void told.push(event),
    changesOf: (query, ids) => changesOfEvents('permissions', query, ids),
  });
  const waiting = () => scene.database.transaction((tx) => tx.query('SELECT 1 FROM outbox WHERE published_at IS NULL'));
  while ((await waiting()).length > 0) await new Promise(setImmediate);
  await relay.stop();
  return told.filter(({ changes }) => changes !== undefined);
}

describe('a tenancy of a database that was put back', () => {
  it('is as it became in the history that was lost, and without the panel credentials that it cannot know', async () => {
    const { id: tenantId } = await scene.tenant();
    const { id: suspended } = await scene.tenant();
    const [kept, removed, later] = ['kept', 'removed', 'later'];
    const accounts = new Map<string, Awaited<ReturnType<TenancyForSpec['account']>>['wanted']>();
    for (const name of [kept, removed]) accounts.set(name, (await scene.account(tenantId, name)).wanted);
    const idOf = (name: string) => accounts.get(name)!.id;
    for (const name of [kept, removed]) await putUpstream(scene.deps)({ caller, tenantId, accountId: idOf(name), upstream: sealed('old') });
    await putTenantUpstream(scene.deps)({ caller, tenantId, upstream: sealed('old') });
    const store = await copyHere();

    const policy = { ...DEFAULT_POLICY, ipAllowlist: ['192.0.2.0/24'] };
    const whichever = { caller, tenantId, expectedVersion: null };
    await putPolicy(scene.deps)({ caller, tenantId, policy });
    await putFeatureList(scene.deps)({ caller, tenantId, name: 'narrow', features: ['email'] });
    await editAccount(scene.deps)({ ...whichever, accountId: idOf(kept), status: 'suspended', domains: ['a.example'], featureList: 'narrow' });
    await deleteAccount(scene.deps)({ ...whichever, accountId: idOf(removed) });
    await editTenant(scene.deps)({ ...whichever, tenantId: suspended, status: 'suspended', name: null });
    await putPanel(scene.deps)({ caller, tenantId, kind: 'powerdns', url: 'https://dns.example', whmUrl: null, hosts: ['dns.example'] });
    await putTenantUpstream(scene.deps)({ caller, tenantId, upstream: sealed('new') });
    accounts.set(later, (await scene.account(tenantId, later, { featureList: 'narrow' })).wanted);
    await putUpstream(scene.deps)({ caller, tenantId, accountId: idOf(later), upstream: sealed('new') });
    await putFeatureList(scene.deps)({ caller, tenantId, name: 'default', features: [] });

    const events = await toldSince();
    const reapply = reapplyEvent({ store });
    // Twice, as when the first attempt ended halfway.
    for (let times = 0; times < 2; times++) {
      const done = [];
      for (const event of events) if (!(await reapply(event))) done.push(event.subject);
      expect(done).toEqual(times === 0 ? [idOf(later)] : [idOf(removed), idOf(later)]);
    }

    const known = { panelKind: 'powerdns', panelUrl: 'https://dns.example', hosts: ['dns.example'], upstream: null, status: 'active' };
    expect(await store.findTenant(tenantId)).toMatchObject({ ...known, policy });
    expect(await store.findTenant(suspended)).toMatchObject({ status: 'suspended' });
    expect(await store.findFeatureList(tenantId, 'default')).toEqual([]);
    const restoredAccount = { status: 'suspended', domains: ['a.example'], featureList: 'narrow', upstream: sealed('old') };
    expect(await store.findAccount(tenantId, idOf(kept))).toMatchObject(restoredAccount);
    expect(await store.findAccount(tenantId, idOf(removed))).toMatchObject({ status: 'removed', upstream: null });
    expect(await store.findAccount(tenantId, idOf(later))).toBeNull();
  });

  it('leaves a host to the tenant that has it, and holds nothing by a feature list that nobody has kept', async () => {
    const [{ id: one }, { id: other }] = [await scene.tenant(), await scene.tenant()];
    const panel = (tenantId: typeof one, hosts: string[]) => putPanel(scene.deps)({ caller, tenantId, kind: 'cpanel', url: 'https://panel.example', whmUrl: null, hosts });
    await panel(other, ['taken.example']);
    const { wanted: account } = await scene.account(one);
    const store = await copyHere();
    await panel(other, []);
    await panel(one, ['taken.example', 'free.example']);
    await putFeatureList(scene.deps)({ caller, tenantId: one, name: 'lost', features: ['email'] });
    await editAccount(scene.deps)({ caller, tenantId: one, accountId: account.id, expectedVersion: null, status: null, domains: null, featureList: 'lost' });
    const missing = (event: Event) => event.subject === other || event.type === 'feature_list.updated';
    for (const event of (await toldSince()).filter((event) => !missing(event))) expect(await reapplyEvent({ store })(event)).toBe(true);
    expect(await store.findTenant(one)).toMatchObject({ hosts: ['free.example'] });
    expect(await store.findTenant(other)).toMatchObject({ hosts: ['taken.example'] });
    expect(await store.findFeatureList(one, 'lost')).toEqual([]);
  });
});
