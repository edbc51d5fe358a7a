import { allDomains, type Account } from '../account.js';
import type { CallParameters } from '../call-parameters.js';
import { failed, missing, succeeded, type CallPlace, type Outcome, type UapiModule } from './uapi-function.js';

export const email: UapiModule = {
  /** The account itself leads the list, unless `skip_main` is 1. */
  list_pops(account, parameters) {
    const mailboxes = [...account.mailboxes].toSorted().map((address) => ({ email: address, login: address }));
    const main = { email: account.user, login: 'Main Account' };
    const rows = parameters.first('skip_main') === '1' ? mailboxes : [main, ...mailboxes];
    return succeeded(rows.map((row) => ({ ...row, suspended_incoming: 0, suspended_login: 0 })));
  },

  /** `email`, `password` or `password_hash`, `domain` → the mailbox's login in its old form, `user+example.com`. */
  add_pop: (account, parameters, { touch }) =>
    withPassword(parameters, () =>
      withAddress(account, parameters, touch, (address) => {
        if (account.mailboxes.has(address)) return failed(`The mailbox ${address} exists already.`);
        account.mailboxes.add(address);
        return succeeded(address.replace('@', '+'));
      }),
    ),

  delete_pop: (account, parameters, { touch }) =>
    withAddress(account, parameters, touch, (address) =>
      account.mailboxes.delete(address) ? succeeded(null) : noMailbox(address),
    ),

  passwd_pop: (account, parameters, { touch }) =>
    withPassword(parameters, () =>
      withAddress(account, parameters, touch, (address) =>
        account.mailboxes.has(address) ? succeeded(null) : noMailbox(address),
      ),
    ),
};

/**
 * `email` is a full address, or a local part that `domain` or else the account's main domain completes. Where both
 * name a domain the address wins here; whoever guards this call must judge both, since real panels may differ.
 */
function withAddress(
  account: Account,
  parameters: CallParameters,
  touch: CallPlace['touch'],
  act: (address: string) => Outcome,
): Outcome {
  const given = parameters.first('email');
  if (given === undefined) return missing('email');
  const at = given.lastIndexOf('@');
  const localPart = (at < 0 ? given : given.slice(0, at)).toLowerCase();
  const domain = (at < 0 ? parameters.first('domain') || account.mainDomain : given.slice(at + 1)).toLowerCase();
  if (!/^[a-z0-9._-]{1,64}$/.test(localPart)) return failed('The name of the mailbox is not valid.');
  touch(`mailbox:${localPart}@${domain}`);
  if (localPart === 'cpanel') return failed('A mailbox cannot be named “cpanel”.');
  if (!allDomains(account).includes(domain)) return failed(`You do not control a domain named ${domain}.`);
  return act(`${localPart}@${domain}`);
}

function withPassword(parameters: CallParameters, act: () => Outcome): Outcome {
  return parameters.first('password') || parameters.first('password_hash') ? act() : missing('password');
}

function noMailbox(address: string): Outcome {
  return failed(`There is no mailbox ${address}.`);
}
