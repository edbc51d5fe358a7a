import { isIPv4 } from 'node:net';
import { allDomains, type Account } from '../../account.js';
import { newZone } from '../../zone/new-zone.js';
import type { Read } from '../../zone/record-draft.js';
import { LIMIT_NAMES } from '../package.js';
import { ALL } from '../privileges.js';
import {
  done,
  inResult,
  missing,
  refused,
  status,
  type WhmCall,
  type WhmFunctions,
  type WhmOutcome,
} from '../whm-function.js';
import { changeHosting, hostingOf } from '../whm-store.js';
import { hasAll } from '../whm-user.js';
import { readDomain, readUserName } from './new-names.js';
import { noAccount, reachedAccount, withAccount, withAccountOrDomain } from './reached-account.js';

export const accountEdit: WhmFunctions = {
  /** `user`, `pkg`. */
  changepackage: {
    acl: 'upgrade-account',
    legacy: inResult(() => ({ rawout: '' })),
    run: (call) =>
      withAccount(call, ['user'], (account) => {
        const plan = call.parameters.first('pkg');
        if (plan === undefined) return missing('pkg');
        if (!call.state.whm.packages.has(plan)) return refused(`There is no package named ${plan}.`);
        account.plan = plan;
        return done(null, 'Account Upgrade/Downgrade Complete');
      }),
  },

  /**
   * Every `user`, also the repeated and the numbered ones. `contactemail`, `owner` and upper-case limits for all of
   * them; a new user name (`newuser`) and a new main domain (`DNS` or `domain`) for one alone. All of it or none.
   */
  modifyacct: { acl: 'edit-account', legacy: inResult(), run: modify },

  /** `user`, and `password` or `pass`, which is forgotten at once. */
  passwd: {
    acl: 'passwd',
    legacy: (outcome) => ({ passwd: [{ ...status(outcome), services: outcome.ok ? [{ app: 'system' }] : [] }] }),
    run: (call) =>
      withAccount(call, ['user'], (account) => {
        if (!(call.parameters.first('password') || call.parameters.first('pass'))) return missing('password');
        return done({ app: ['system'] }, `Password changed for user ${account.user}`);
      }),
  },

  /** `user`, or else `domain`, and `ip`. */
  setsiteip: {
    acl: ALL,
    legacy: inResult(),
    run: (call) =>
      withAccountOrDomain(call, (account) => {
        const ip = call.parameters.first('ip');
        if (ip === undefined) return missing('ip');
        if (!isIPv4(ip)) return refused('The address is not valid.');
        changeHosting(call.state.whm, account, { ip });
        return done(null);
      }),
  },
};

function modify(call: WhmCall): WhmOutcome {
  const { state, caller, parameters } = call;
  const users = [...new Set(parameters.all('user'))];
  if (users.length === 0) return missing('user');
  const accounts: Account[] = [];
  for (const user of users) {
    const account = reachedAccount(call, user);
    if (!account) return noAccount(user);
    accounts.push(account);
  }
  const owner = parameters.first('owner');
  if (owner !== undefined) call.touch(`account:${owner}`);
  if (owner !== undefined && owner !== caller.user && !hasAll(caller)) {
    return refused('You cannot give accounts to somebody else.');
  }
  const renaming = readRenaming(call, accounts);
  if (!renaming.ok) return refused(renaming.error);

  const contactEmail = parameters.first('contactemail');
  const given = LIMIT_NAMES.map((name) => [name, parameters.first(name)] as const);
  const newLimits = given.filter((pair): pair is readonly [string, string] => pair[1] !== undefined);
  for (const account of accounts) {
    if (owner !== undefined) account.owner = owner;
    if (contactEmail !== undefined) account.contactEmail = contactEmail;
    const limits = new Map([...hostingOf(state.whm, account).limits, ...newLimits]);
    changeHosting(state.whm, account, { limits });
  }
  if (renaming.value) rename(call, accounts[0]!, renaming.value);
  return done(null, 'Account Modified');
}

interface Renaming {
  readonly user?: string | undefined;
  readonly mainDomain?: string | undefined;
}

/** Null when names stay as they are. */
function readRenaming(call: WhmCall, accounts: readonly Account[]): Read<Renaming | null> {
  const user = call.parameters.first('newuser');
  const domain = call.parameters.first('DNS') ?? call.parameters.first('domain');
  if (user === undefined && domain === undefined) return { ok: true, value: null };
  if (accounts.length > 1) return { ok: false, error: 'New names can be given to one account only.' };
  if (user !== undefined) call.touch(`account:${user}`);
  if (domain !== undefined) call.touch(`domain:${domain.toLowerCase()}`);
  const [account] = accounts as [Account];
  const newUser = user === undefined || user === account.user ? null : readUserName(call.state, user);
  const isSame = domain === undefined || domain.toLowerCase() === account.mainDomain;
  const newDomain = isSame ? null : readDomain(call.state, domain);
  if (newUser && !newUser.ok) return newUser;
  if (newDomain && !newDomain.ok) return newDomain;
  return { ok: true, value: { user: newUser?.value, mainDomain: newDomain?.value } };
}

/** The old main domain's zone goes, and with it the subdomains that lived there. */
function rename({ state }: WhmCall, account: Account, { user, mainDomain }: Renaming): void {
  if (mainDomain !== undefined) {
    account.zones.delete(account.mainDomain);
    account.mainDomain = mainDomain;
    account.zones.set(mainDomain, newZone(mainDomain, []));
    const zoneNames = allDomains({ ...account, subDomains: [] });
    account.subDomains = account.subDomains.filter((name) => zoneNames.some((zone) => name.endsWith(`.${zone}`)));
  }
  if (user === undefined) return;
  const hosting = hostingOf(state.whm, account);
  state.accounts.delete(account.user);
  state.whm.hosting.delete(account.user);
  state.accounts.set(user, { ...account, user });
  state.whm.hosting.set(user, hosting);
}
