import { allDomains, type Account } from '../../account.js';
import { missing, refused, type WhmCall, type WhmOutcome } from '../whm-function.js';
import { hasAll } from '../whm-user.js';

/** Every account that is the caller's own or that the caller owns; with the privilege `all`, every one. */
export function reachedAccounts({ state, caller }: Pick<WhmCall, 'state' | 'caller'>): Account[] {
  return [...state.accounts.values()].filter(
    ({ user, owner }) => hasAll(caller) || owner === caller.user || user === caller.user,
  );
}

/** Names are compared as they are: user names are lower case, and `Bob` is nobody. */
export function reachedAccount(call: WhmCall, user: string): Account | undefined {
  call.touch(`account:${user}`);
  return reachedAccounts(call).find((account) => account.user === user);
}

/** Acts on the account that one of these parameters names; the first of them that is given counts. */
export function withAccount(
  call: WhmCall,
  parameters: readonly [string, ...string[]],
  act: (account: Account) => WhmOutcome,
): WhmOutcome {
  const user = parameters.map((name) => call.parameters.first(name)).find((value) => value !== undefined);
  if (user === undefined) return missing(parameters[0]);
  const account = reachedAccount(call, user);
  return account ? act(account) : noAccount(user);
}

/** The same for functions that take a `domain` where `user` is not given. */
export function withAccountOrDomain(call: WhmCall, act: (account: Account) => WhmOutcome): WhmOutcome {
  const domain = call.parameters.first('domain');
  if (call.parameters.first('user') !== undefined || domain === undefined) return withAccount(call, ['user'], act);
  call.touch(`domain:${domain.toLowerCase()}`);
  const account = reachedAccounts(call).find((each) => allDomains(each).includes(domain.toLowerCase()));
  return account ? act(account) : refused(`You do not have access to an account with the domain ${domain}.`);
}

/** One text for an account of somebody else and one that there is not. */
export function noAccount(user: string): WhmOutcome {
  return refused(`You do not have access to an account named ${user}.`);
}
