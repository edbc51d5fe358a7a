import { accountOf } from './account-credential.js';
import type { Answer, PanelRequest } from '../panel-request.js';
import { readParameters } from '../call-parameters.js';
import type { PanelState } from '../panel-state.js';
import * as replies from '../replies.js';
import { runUapi } from '../run-call.js';

/** `/execute/<Module>/<function>`: UAPI with its flat envelope. */
export function answerExecute(state: PanelState, request: PanelRequest, module: string, name: string): Answer {
  const call = `${module}::${name}`;
  const account = accountOf(state, request.credential);
  // A WHM token opens nothing here, and is told so in the words of a denied login.
  if (!account) return { reply: request.credential?.scheme === 'whm' ? replies.accessDenied : replies.loginPage, call };
  const parameters = readParameters(request.query, request.contentType, request.body, state.dialect);
  if (!parameters) return { reply: replies.unreadableBody, call, user: account.user };
  const outcome = runUapi(state, account, module, name, parameters);
  return { reply: replies.uapiReply(outcome), call, user: account.user, status: outcome.ok ? 1 : 0 };
}
