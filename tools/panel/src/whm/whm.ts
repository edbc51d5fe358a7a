import type { Answer, PanelRequest } from '../panel-request.js';
import type { PanelState } from '../panel-state.js';
import * as replies from '../replies.js';

/**
 * Answers `/json-api/<function>` and, for callers with a `whm` credential, `/json-api/cpanel`. The credential has been
 * read and not been checked.
 */
export function answerWhm(state: PanelState, request: PanelRequest, functionName: string): Answer {
  const { credential } = request;
  const user = credential?.scheme === 'whm' ? state.whmUsers.get(credential.user) : undefined;
  if (!user || user.token !== credential?.token) return { reply: replies.accessDenied, call: functionName };
  return { reply: replies.accessDenied, call: functionName, user: user.user };
}
