import { accountOf } from './account-credential.js';
import type { Answer, PanelRequest } from '../panel-request.js';
import { readParameters } from '../call-parameters.js';
import type { PanelState } from '../panel-state.js';
import * as replies from '../replies.js';
import { runApi2, runUapi } from '../run-call.js';

/** What chooses the function, and is no argument of it. */
export const DISPATCH_KEYS = /^cpanel_jsonapi_/i;

/** `/json-api/cpanel` with an account's token: API 2, or UAPI in its nested envelope. The keys may be in the body. */
export function answerJsonApiCpanel(state: PanelState, request: PanelRequest): Answer {
  const account = accountOf(state, request.credential);
  if (!account) return { reply: replies.accessDenied };
  const all = readParameters(request.query, request.contentType, request.body, state.dialect);
  if (!all) return { reply: replies.unreadableBody, user: account.user };
  const key = (name: string): string | undefined => all.first(`cpanel_jsonapi_${name}`);
  const module = key('module') ?? '';
  const name = key('func') ?? '';
  const facts = { call: `${module}::${name}`, user: account.user };
  const version = key('apiversion') ?? key('version') ?? '2';
  // API 1 is closed to tokens; and a token speaks for its own account only.
  if (!['2', '3'].includes(version) || (key('user') ?? account.user) !== account.user) {
    return { reply: replies.accessDenied, ...facts };
  }
  const parameters = all.without(DISPATCH_KEYS);
  if (version === '3') {
    const outcome = runUapi(state, account, module, name, parameters);
    return { reply: replies.api3Reply(module, name, outcome), ...facts, status: outcome.ok ? 1 : 0 };
  }
  const outcome = runApi2(state, account, module, name, parameters);
  return { reply: replies.api2Reply(module, name, outcome), ...facts, status: outcome.ok ? 1 : 0 };
}
