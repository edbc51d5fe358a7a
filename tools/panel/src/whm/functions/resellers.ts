import { ALL, PRIVILEGES } from '../privileges.js';
import { bare, done, inResult, missing, refused, type WhmFunctions } from '../whm-function.js';
import { makeReseller, privilegeSwitches } from '../whm-user.js';
import { withAccount } from './reached-account.js';

export const resellers: WhmFunctions = {
  /** `user`, `makeowner`: the account may own others from now on, and itself if asked. It gets no privilege yet. */
  setupreseller: {
    acl: ALL,
    legacy: inResult(),
    run: (call) =>
      withAccount(call, ['user'], (account) => {
        makeReseller(call.state.whmUsers, account.user);
        if (call.parameters.first('makeowner') === '1') account.owner = account.user;
        return done(null);
      }),
  },

  /**
   * `reseller`, and `acl-NAME=1` for each privilege to hold from now on, or `acllist`: all those of a list that
   * `listacls` shows. It replaces, and never adds.
   */
  setacls: {
    acl: ALL,
    legacy: inResult(),
    run({ state, parameters, touch }) {
      const name = parameters.first('reseller');
      if (name === undefined) return missing('reseller');
      touch(`account:${name}`);
      const user = state.whmUsers.get(name);
      if (!user) return refused(`There is no reseller named ${name}.`);
      const listName = parameters.first('acllist');
      const list = listName === undefined ? undefined : state.whmUsers.get(listName);
      if (listName !== undefined && !list) return refused(`There is no list of privileges named ${listName}.`);
      user.acls = list?.acls ?? PRIVILEGES.filter((acl) => parameters.first(`acl-${acl}`) === '1');
      return done(null);
    },
  },

  /** The caller's own privileges. */
  myprivs: {
    acl: null,
    legacy: bare(({ privileges }) => ({ privs: privileges! })),
    run: ({ caller }) => done({ privileges: [privilegeSwitches(caller)] }),
  },

  /** The lists of privileges that resellers can be given: here one for each reseller, under its name. */
  listacls: {
    acl: ALL,
    legacy: bare(({ acl }) => {
      const lists = acl as readonly { readonly name: string; readonly privileges: Record<string, number> }[];
      return { acls: Object.fromEntries(lists.map(({ name, privileges }) => [name, privileges])) };
    }),
    run({ state }) {
      const lists = Array.from(state.whmUsers.values(), (user) => ({
        name: user.user,
        privileges: privilegeSwitches(user),
      }));
      return done({ acl: lists });
    },
  },
};
