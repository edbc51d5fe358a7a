import { randomBytes } from 'node:crypto';
import { addAccount } from '../../account.js';
import { done, inResult, missing, refused, type WhmCall, type WhmFunctions, type WhmOutcome } from '../whm-function.js';
import { changeHosting, newHosting } from '../whm-store.js';
import { hasAll, makeReseller } from '../whm-user.js';
import { readDomain, readUserName } from './new-names.js';
import { withAccount } from './reached-account.js';

export const accountLife: WhmFunctions = {
  /** `username`, `domain`; `plan`, `contactemail`, `owner`, `reseller`. A password is neither needed nor kept. */
  createacct: { acl: 'create-acct', legacy: inResult((options) => ({ options, rawout: '' })), run: create },

  /** `username` or `user`. All that the account had goes with it. */
  removeacct: {
    acl: 'kill-acct',
    legacy: inResult(() => ({ rawout: '' })),
    run: (call) =>
      withAccount(call, ['username', 'user'], ({ user }) => {
        call.state.accounts.delete(user);
        call.state.whm.hosting.delete(user);
        return done(null, `${user} account removed`);
      }),
  },

  /** `user`, `reason`. */
  suspendacct: {
    acl: 'suspend-acct',
    legacy: inResult(),
    run: (call) =>
      withAccount(call, ['user'], (account) => {
        if (account.suspended) return refused(`The account ${account.user} is suspended already.`);
        account.suspended = true;
        const suspension = { reason: call.parameters.first('reason') || 'Unknown', since: call.state.now() };
        changeHosting(call.state.whm, account, { suspension });
        return done(null, `${account.user} has been suspended`);
      }),
  },

  /** `user`. */
  unsuspendacct: {
    acl: 'suspend-acct',
    legacy: inResult(),
    run: (call) =>
      withAccount(call, ['user'], (account) => {
        if (!account.suspended) return refused(`The account ${account.user} is not suspended.`);
        account.suspended = false;
        changeHosting(call.state.whm, account, { suspension: null });
        return done(null, `${account.user} has been unsuspended`);
      }),
  },
};

function create(call: WhmCall): WhmOutcome {
  const { state, caller, parameters } = call;
  const given = { user: parameters.first('username')?.toLowerCase(), domain: parameters.first('domain') };
  if (given.user === undefined) return missing('username');
  if (given.domain === undefined) return missing('domain');
  call.touch(`account:${given.user}`);
  call.touch(`domain:${given.domain.toLowerCase()}`);
  const user = readUserName(state, given.user);
  if (!user.ok) return refused(user.error);
  const domain = readDomain(state, given.domain);
  if (!domain.ok) return refused(domain.error);
  const plan = parameters.first('plan') ?? 'default';
  if (!state.whm.packages.has(plan)) return refused(`There is no package named ${plan}.`);
  const owner = parameters.first('owner') ?? caller.user;
  if (owner !== caller.user) call.touch(`account:${owner}`);
  if (owner !== caller.user && !hasAll(caller)) return refused('You cannot give accounts to somebody else.');
  const isReseller = parameters.first('reseller') === '1';
  if (isReseller && !hasAll(caller)) return refused('You cannot make resellers.');

  // Nobody knows this token: like a real new account, it can be reached through WHM alone until it makes one.
  const token = randomBytes(32).toString('hex');
  const account = addAccount(state.accounts, { user: user.value, token, mainDomain: domain.value, owner, plan });
  if (isReseller) makeReseller(state.whmUsers, account.user);
  account.contactEmail = parameters.first('contactemail') ?? '';
  const hosting = newHosting(state.now());
  state.whm.hosting.set(account.user, hosting);
  const nameservers = { nameserver: 'ns1.stand-in.example', nameserver2: 'ns2.stand-in.example' };
  return done({ ip: hosting.ip, ...nameservers, package: plan }, 'Account Creation Ok');
}
