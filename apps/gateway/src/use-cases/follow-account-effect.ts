import type { AccountEffect } from '@portcullis/cpanel';
import type { Result } from '@portcullis/kernel';
import type { AccountEffectDeps, EffectCall, EffectUnderWay } from './effect-under-way.js';
import { createAccount, unsuspendAccount } from './give-account-power.js';
import { takeAccountPower } from './take-account-power.js';

/**
 * Follows what a provider does to its accounts on the panel: power is taken before the panel hears of it, and given after the
 * panel has. The refusal is a sentence: the panel is not to hear of it.
 */
export function followAccountEffect(deps: AccountEffectDeps) {
  const take = takeAccountPower(deps);
  const create = createAccount(deps);
  const unsuspend = unsuspendAccount(deps);
  return async (effect: AccountEffect, call: EffectCall): Promise<Result<EffectUnderWay, string>> => {
    if (effect.kind === 'create') return create(effect, call);
    return effect.kind === 'unsuspend' ? unsuspend(effect, call) : take(effect, call);
  };
}
