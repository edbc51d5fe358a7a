import { uapiResult } from '../../replies.js';
import { runUapi } from '../../run-call.js';
import { done, missing, refused, type WhmFunctions } from '../whm-function.js';
import { noAccount, reachedAccount } from './reached-account.js';

/** What chooses the function, and is no argument of it. */
const DISPATCH_KEYS = /^cpanel\./i;

export const through: WhmFunctions = {
  /** `cpanel.user`, `cpanel.module`, `cpanel.function`; the rest are arguments. It succeeds also when UAPI fails. */
  uapi_cpanel: {
    acl: 'cpanel-api',
    legacy: null,
    run(call) {
      const key = (name: string): string | undefined => call.parameters.first(`cpanel.${name}`);
      const [user, module, name] = [key('user'), key('module'), key('function')];
      if (user === undefined) return missing('cpanel.user');
      if (module === undefined) return missing('cpanel.module');
      if (name === undefined) return missing('cpanel.function');
      const account = reachedAccount(call, user);
      if (!account) return noAccount(user);
      if (module === 'Fileman' && name === 'upload_files') return refused('Files cannot be uploaded in this way.');
      const outcome = runUapi(call.state, account, module, name, call.parameters.without(DISPATCH_KEYS));
      return done({ uapi: uapiResult(outcome) });
    },
  },
};
