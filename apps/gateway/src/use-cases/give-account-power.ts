import { fields, permissionsRpc } from '@portcullis/contracts';
import { domainName, type AccountEffect } from '@portcullis/cpanel';
import { granted, newId, refused, type Result } from '@portcullis/kernel';
import { askingAbout, type AccountEffectDeps, type EffectCall, type EffectUnderWay } from './effect-under-way.js';
import { noAccount } from './named-accounts.js';

type Effect<Kind> = Extract<AccountEffect, { kind: Kind }>;

/** What a new account has where the call names no feature list that the tenant has. */
const DEFAULT_LIST = 'default';

/** Makes an account once the panel has made it. What would fail then is refused before. */
export function createAccount({ services, randomBytes }: AccountEffectDeps) {
  return async (effect: Effect<'create'>, call: EffectCall): Promise<Result<EffectUnderWay, string>> => {
    const { tenantId } = call.presented.facts;
    const { caller, scope } = askingAbout(call, { tenantId, shard: call.presented.shard });
    const username = fields.username.safeParse(effect.username);
    if (!username.success) return refused('The user name of an account is at most 32 lower-case letters, digits, - and _, and begins with a letter.');
    const domain = fields.domain.safeParse(domainName(effect.domain));
    if (!domain.success) return refused('The domain of an account is a name such as example.com.');

    const wanted = fields.featureListName.safeParse(effect.featureList);
    const lists = [...new Set([...(wanted.success ? [wanted.data] : []), DEFAULT_LIST])];
    const featureList = await firstOf(lists, async (name) => (await services.call(permissionsRpc.readFeatureList, { tenantId, name }, scope)).ok);
    if (featureList === null) return refused(`A new account needs a feature list here: create one named ${lists.join(' or ')} first.`);

    return granted({
      receiptId: null,
      async settle(outcome) {
        if (outcome === 'refused') return null;
        if (outcome === 'unclear') return 'it is not known whether the panel has made the account: it is not known here';
        const account = { id: newId('acc', randomBytes), username: username.data, domains: [domain.data], featureList };
        const made = await services.call(permissionsRpc.createAccount, { caller, tenantId, ...account, idempotency: null }, scope);
        return made.ok ? null : `the panel has made an account that could not be made here: ${made.refusal.code}`;
      },
    });
  };
}

/** Gives an account its power back once the panel has done so. */
export function unsuspendAccount({ services }: AccountEffectDeps) {
  return async (effect: Effect<'unsuspend'>, call: EffectCall): Promise<Result<EffectUnderWay, string>> => {
    const account = call.accounts.find(({ username }) => username === effect.username);
    if (account === undefined) return refused(noAccount(effect.username));
    const { tenantId, accountId } = account;
    const { caller, scope } = askingAbout(call, account);
    return granted({
      receiptId: null,
      async settle(outcome) {
        if (outcome === 'refused') return null;
        if (outcome === 'unclear') return 'it is not known whether the panel has done it: the account stays as it is here';
        const given = await services.call(
          permissionsRpc.editAccount,
          { caller, respondAsync: false, tenantId, accountId, expectedVersion: null, status: 'active', domains: null, featureList: null },
          scope,
        );
        return given.ok ? null : 'the panel has unsuspended an account that is not there any more';
      },
    });
  };
}

async function firstOf(names: readonly string[], isThere: (name: string) => Promise<boolean>): Promise<string | null> {
  for (const name of names) if (await isThere(name)) return name;
  return null;
}
