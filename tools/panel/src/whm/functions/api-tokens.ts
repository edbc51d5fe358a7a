import { randomBytes } from 'node:crypto';
import type { CallParameters } from '../../call-parameters.js';
import type { ApiToken } from '../whm-store.js';
import { PRIVILEGES } from '../privileges.js';
import { done, missing, refused, type Fields, type WhmCall, type WhmFunctions } from '../whm-function.js';
import { holds, type WhmUser } from '../whm-user.js';

const ACL = 'manage-api-tokens';
const NAME = /^[A-Za-z0-9_-]{1,50}$/;

/** The panel's own store of tokens. It is here to be missed: a gateway serves these functions itself. */
export const apiTokens: WhmFunctions = {
  api_token_create: {
    acl: ACL,
    legacy: null,
    run({ state, caller, parameters }) {
      const name = parameters.first('token_name');
      if (name === undefined) return missing('token_name');
      if (!NAME.test(name)) return refused('The name of the token is not valid.');
      if (own(state.whm.apiTokens, caller, name)) return refused(`You have a token named ${name} already.`);
      const acls = readAcls(caller, parameters);
      if (!acls) return refused('You cannot give a privilege that you do not hold.');
      const token: ApiToken = {
        ...terms(parameters),
        acls,
        owner: caller.user,
        name,
        secret: randomBytes(16).toString('hex').toUpperCase(),
        createTime: state.now(),
      };
      state.whm.apiTokens = [...state.whm.apiTokens, token];
      return done({ ...shown(token), token: token.secret });
    },
  },

  api_token_get_details: {
    acl: ACL,
    legacy: null,
    run({ state, caller, parameters }) {
      const secret = parameters.first('token');
      if (secret === undefined) return missing('token');
      const token = state.whm.apiTokens.find((each) => each.owner === caller.user && each.secret === secret);
      return token ? done(shown(token)) : refused('The token is not recognised.');
    },
  },

  api_token_list: {
    acl: ACL,
    legacy: null,
    run({ state, caller }) {
      const mine = state.whm.apiTokens.filter((token) => token.owner === caller.user);
      const held = PRIVILEGES.filter((acl) => holds(caller, acl));
      const rows = mine.map((token): [string, Fields] => {
        const acls = Object.fromEntries(held.map((acl) => [acl, token.acls.includes(acl) ? 1 : 0]));
        return [token.name, { ...shown(token), acls }];
      });
      return done({ tokens: Object.fromEntries(rows) });
    },
  },

  api_token_revoke: {
    acl: ACL,
    legacy: null,
    run(call) {
      const names = call.parameters.all('token_name');
      if (names.length === 0) return missing('token_name');
      for (const name of names) replace(call, name, null);
      return done(null);
    },
  },

  /** What is left out is lost, as on a real panel: all privileges come back, and an expiry is gone. */
  api_token_update: {
    acl: ACL,
    legacy: null,
    run(call) {
      const { state, caller, parameters } = call;
      const name = parameters.first('token_name');
      if (name === undefined) return missing('token_name');
      const token = own(state.whm.apiTokens, caller, name);
      if (!token) return refused(`You have no token named ${name}.`);
      const newName = parameters.first('new_name') ?? name;
      if (!NAME.test(newName)) return refused('The name of the token is not valid.');
      if (newName !== name && own(state.whm.apiTokens, caller, newName)) {
        return refused(`You have a token named ${newName} already.`);
      }
      const acls = readAcls(caller, parameters);
      if (!acls) return refused('You cannot give a privilege that you do not hold.');
      const updated = { ...token, ...terms(parameters), acls, name: newName };
      replace(call, name, updated);
      return done(shown(updated));
    },
  },
};

function own(tokens: readonly ApiToken[], caller: WhmUser, name: string): ApiToken | undefined {
  return tokens.find((token) => token.owner === caller.user && token.name === name);
}

function replace({ state, caller }: WhmCall, name: string, by: ApiToken | null): void {
  state.whm.apiTokens = state.whm.apiTokens.flatMap((token) =>
    token.owner === caller.user && token.name === name ? (by ?? []) : token,
  );
}

function readAcls(caller: WhmUser, parameters: CallParameters): readonly string[] | null {
  const given = parameters.all('acl');
  if (given.length === 0) return PRIVILEGES.filter((acl) => holds(caller, acl));
  return given.every((acl) => PRIVILEGES.includes(acl) && holds(caller, acl)) ? given : null;
}

function terms(parameters: CallParameters): Pick<ApiToken, 'expiresAt' | 'whitelistIps'> {
  const whitelistIps = parameters.all('whitelist_ip').filter((ip) => ip !== 'any');
  return {
    expiresAt: Number(parameters.first('expires_at') ?? 0) || null,
    whitelistIps: whitelistIps.length > 0 ? whitelistIps : null,
  };
}

function shown(token: ApiToken): Fields {
  return {
    acls: token.acls,
    create_time: token.createTime,
    expires_at: token.expiresAt,
    name: token.name,
    whitelist_ips: token.whitelistIps,
  };
}
