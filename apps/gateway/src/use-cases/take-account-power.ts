import { permissionsRpc } from '@portcullis/contracts';
import { granted, refused, type Result } from '@portcullis/kernel';
import { askingAbout, type AccountEffectDeps, type EffectCall, type EffectUnderWay } from './effect-under-way.js';
import { noAccount } from './named-accounts.js';

/**
 * Suspends an account before the panel hears that it is to be suspended or removed, so that none of its tokens works while the
 * panel takes its time. Undone where the panel refuses; where nobody knows what the panel did, the account stays suspended.
 */
export function takeAccountPower({ services }: Pick<AccountEffectDeps, 'services'>) {
  return async (effect: { readonly kind: 'suspend' | 'remove'; readonly username: string }, call: EffectCall): Promise<Result<EffectUnderWay, string>> => {
    const account = call.accounts.find(({ username }) => username === effect.username);
    if (account === undefined) return refused(noAccount(effect.username));
    const { tenantId, accountId } = account;
    const { caller, scope } = askingAbout(call, account);
    const by = { caller, respondAsync: false, tenantId, accountId };
    const setStatus = (status: 'active' | 'suspended', expectedVersion: number | null) =>
      services.call(permissionsRpc.editAccount, { ...by, expectedVersion, status, domains: null, featureList: null }, scope);

    const taken = await setStatus('suspended', null);
    if (!taken.ok) return refused(noAccount(effect.username));

    const settle: EffectUnderWay['settle'] = async (outcome) => {
      if (outcome === 'unclear') return 'it is not known whether the panel has done it: the account stays suspended here';
      if (outcome === 'refused') {
        if (account.status !== 'active') return null;
        // Whoever has changed it meanwhile may have meant it to stay suspended.
        const undone = await setStatus('active', taken.value.account.version);
        return undone.ok ? null : 'the panel has refused, and the account was changed meanwhile: it stays as it is here';
      }
      if (effect.kind === 'suspend') return null;
      const removed = await services.call(permissionsRpc.deleteAccount, { ...by, expectedVersion: null }, scope);
      return removed.ok ? null : 'the panel has removed an account that is not there any more';
    };
    return granted({ receiptId: taken.value.enforcement.id, settle });
  };
}
