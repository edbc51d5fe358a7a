import type { CallParameters } from '../call-parameters.js';
import type { PanelState } from '../panel-state.js';
import { api2Reply, api3Reply, jsonReply, type Reply } from '../replies.js';
import { noted, runApi2, runUapi } from '../run-call.js';
import { DISPATCH_KEYS } from '../surfaces/json-api-cpanel.js';
import { noAccount, reachedAccount } from './functions/reached-account.js';
import { missing, refused, type WhmOutcome } from './whm-function.js';
import { legacyShape } from './whm-replies.js';
import type { WhmUser } from './whm-user.js';

/**
 * The WHM function `cpanel`: a call of API 2 (default) or UAPI (version 3) for the account `cpanel_jsonapi_user`, which
 * answers in that API's own envelope. The caller's privilege has been looked at.
 */
export function runCpanel(
  state: PanelState,
  caller: WhmUser,
  all: CallParameters,
): { readonly reply: Reply; readonly ok: boolean } {
  return noted(state, { api: 'whm', module: '', function: 'cpanel', user: caller.user }, all, (place) => {
    const key = (name: string): string | undefined => all.first(`cpanel_jsonapi_${name}`);
    const [user, module, name] = [key('user'), key('module'), key('func')];
    if (user === undefined) return failure(missing('cpanel_jsonapi_user'));
    if (module === undefined) return failure(missing('cpanel_jsonapi_module'));
    if (name === undefined) return failure(missing('cpanel_jsonapi_func'));
    const account = reachedAccount({ ...place, caller, parameters: all }, user);
    if (!account) return failure(noAccount(user));
    const parameters = all.without(DISPATCH_KEYS);
    const version = key('apiversion') ?? key('version') ?? '2';
    if (version === '2') {
      const outcome = runApi2(state, account, module, name, parameters);
      return { reply: api2Reply(module, name, outcome), ok: outcome.ok };
    }
    if (version !== '3') return failure(refused(`This panel has no API of version ${version}.`));
    const outcome = runUapi(state, account, module, name, parameters);
    return { reply: api3Reply(module, name, outcome), ok: outcome.ok };
  });
}

function failure(outcome: WhmOutcome): { readonly reply: Reply; readonly ok: boolean } {
  return { reply: jsonReply(legacyShape(outcome, null)), ok: false };
}
