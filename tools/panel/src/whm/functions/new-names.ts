import { allDomains } from '../../account.js';
import type { PanelState } from '../../panel-state.js';
import type { Read } from '../../zone/record-draft.js';

const USER_NAME = /^(?!test)[a-z][a-z0-9]{0,15}$/;
const DOMAIN = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/;

/** A name that a new account may have. */
export function readUserName(state: PanelState, name: string): Read<string> {
  if (!USER_NAME.test(name)) return { ok: false, error: `${name} is not a valid user name.` };
  if (state.accounts.has(name) || state.whmUsers.has(name)) {
    return { ok: false, error: `The user name ${name} is taken.` };
  }
  return { ok: true, value: name };
}

/** A domain that an account may be given, in lower case. */
export function readDomain(state: PanelState, given: string): Read<string> {
  const domain = given.toLowerCase();
  if (!DOMAIN.test(domain)) return { ok: false, error: `${domain} is not a valid domain.` };
  if ([...state.accounts.values()].some((account) => allDomains(account).includes(domain))) {
    return { ok: false, error: `The domain ${domain} is taken.` };
  }
  return { ok: true, value: domain };
}
