import type { Event, EventData, EventType } from '@portcullis/contracts';
import { assert, granted, type AccountId, type TenantId } from '@portcullis/kernel';
import type { Status, Tenant } from '../domain/tenancy.js';
import type { TenancyStore, TenancyTransaction } from './ports.js';

/** Of a tenant that is there. False: what it was done to is not. */
type Reapply<Type extends EventType> = (tx: TenancyTransaction, tenant: Tenant, told: { readonly subject: string; readonly data: EventData[Type] }) => Promise<boolean>;

/**
 * How each event is done again. Null: it is never told of a change to a tenant or what it owns. Of a panel credential an event holds
 * nothing that works, so the one before it is forgotten: it may have been replaced because it leaked.
 */
const REAPPLY: { readonly [Type in EventType]: Reapply<Type> | null } = {
  'tenant.updated': async (tx, _, { data: { status, name } }) => there(await tx.updateTenant({ status: status as Status, name }, null)),
  'policy.changed': async (tx, _, { data }) => there(await tx.putPolicy(data.policy)),
  'panel.updated': async (tx, tenant, { data: { kind, url, whmUrl, hosts } }) => {
    // A host may lead elsewhere where what gave it away was told of another tenant: this one then goes without.
    const held = await tx.takeFreeHosts(tenant, hosts);
    return there(await tx.updateTenant({ panelKind: kind as Tenant['panelKind'], panelUrl: url, whmUrl, hosts: held }, null));
  },
  'feature_list.updated': async (tx, _, { data: { name, features } }) => {
    await tx.putFeatureList(name, features);
    return true;
  },
  'account.updated': async (tx, _, { subject, data: { status, domains, featureList } }) => {
    // What is in a list that nobody has kept is nothing.
    if ((await tx.findFeatureList(featureList)) === null) await tx.putFeatureList(featureList, []);
    return there(await tx.updateAccount(subject as AccountId, { status: status as Status, domains, featureList }, null));
  },
  'account.deleted': async (tx, _, { subject }) => there(await tx.updateAccount(subject as AccountId, { status: 'removed', upstream: null }, null)),
  'upstream.updated': async (tx, tenant, { subject }) =>
    there(subject === tenant.id ? await tx.updateTenant({ upstream: null }, null) : await tx.updateAccount(subject as AccountId, { upstream: null }, null)),
  'tenant.created': null,
  'account.created': null,
  'tokens.revoked_in_bulk': null,
  'token.leaked': null,
  'token.created': null,
  'token.updated': null,
  'token.regenerated': null,
  'token.regeneration_finished': null,
  'token.revoked': null,
  'history.recovered': null,
  'history.loss_accepted': null,
  'request.denied': null,
};

/**
 * Does again what was done to a tenant, its accounts or its feature lists and lost (rule A12): told in its order, once or many times.
 * Nothing is told of it, since it was told when it happened. No change is numbered: nobody has read them yet in the epoch that has begun.
 * @returns false: what it was done to is not there, or is removed
 */
export function reapplyEvent({ store }: { store: TenancyStore }) {
  return async ({ type, subject, tenantId, data }: Event): Promise<boolean> => {
    const reapply = REAPPLY[type as EventType] as Reapply<EventType> | null | undefined;
    assert(reapply, `an event of the type ${type} tells of no change that can be made again here`);
    const done = await store.commit(tenantId as TenantId, async (tx) => {
      const tenant = await tx.findTenant();
      return granted(tenant !== null && (await reapply(tx, tenant, { subject, data: data as unknown as EventData[EventType] })));
    });
    assert(done.ok, 'nothing here is refused');
    return done.value;
  };
}

function there(changed: unknown): boolean {
  assert(changed !== 'stale', 'no version was expected');
  return changed !== null;
}
