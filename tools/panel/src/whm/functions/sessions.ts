import { randomInt } from 'node:crypto';
import { done, missing, refused, type WhmFunctions } from '../whm-function.js';
import { withAccount } from './reached-account.js';

const SERVICE_PORTS: Readonly<Record<string, number>> = { cpaneld: 2083, webmaild: 2096, whostmgrd: 2087 };
const SESSION_SECONDS = 3600;

export const sessions: WhmFunctions = {
  /** `user`, `service`. The log-in link leads nowhere: this panel has no pages. */
  create_user_session: {
    acl: 'create-user-session',
    legacy: null,
    run: (call) =>
      withAccount(call, ['user'], (account) => {
        const service = call.parameters.first('service');
        if (service === undefined) return missing('service');
        if (!Object.hasOwn(SERVICE_PORTS, service)) return refused(`There is no service named ${service}.`);
        const securityToken = `/cpsess${randomInt(1e9, 1e10)}`;
        const session = `${account.user}:stand-in`;
        const server = `https://stand-in.example:${SERVICE_PORTS[service]!}`;
        return done(
          {
            cp_security_token: securityToken,
            expires: call.state.now() + SESSION_SECONDS,
            service,
            session,
            url: `${server}${securityToken}/login/?session=${encodeURIComponent(session)}`,
          },
          'Created session',
        );
      }),
  },
};
