import { readParameters } from '../call-parameters.js';
import type { Answer, PanelRequest } from '../panel-request.js';
import type { PanelState } from '../panel-state.js';
import * as replies from '../replies.js';
import { mayCall, runWhm, VERSION_KEY } from './run-whm.js';
import { runCpanel } from './whm-cpanel.js';
import { whmFunction } from './whm-functions.js';
import { legacyShape, metadataShape } from './whm-replies.js';
import { holds } from './whm-user.js';

/**
 * Answers `/json-api/<function>` and, for callers with a `whm` credential, `/json-api/cpanel`. The credential has been
 * read and not been checked. A credential that is not right and a privilege that is missing get the same reply.
 */
export function answerWhm(state: PanelState, request: PanelRequest, functionName: string): Answer {
  const { credential } = request;
  const caller = credential?.scheme === 'whm' ? state.whmUsers.get(credential.user) : undefined;
  if (!caller || caller.token !== credential?.token) return { reply: replies.accessDenied, call: functionName };
  const facts = { call: functionName, user: caller.user };
  const all = readParameters(request.query, request.contentType, request.body, state.dialect);
  if (!all) return { reply: replies.unreadableBody, ...facts };
  // Any version from 1 on is version 1 here: one billing panel asks for 2.
  const isVersion1 = Number(all.first('api.version') ?? 0) >= 1;
  const parameters = all.without(VERSION_KEY);

  if (functionName === 'cpanel') {
    if (!holds(caller, 'cpanel-api')) return { reply: replies.accessDenied, ...facts };
    const { reply, ok } = runCpanel(state, caller, parameters);
    return { reply, ...facts, status: ok ? 1 : 0 };
  }
  if (!mayCall(caller, functionName)) return { reply: replies.accessDenied, ...facts };
  const outcome =
    isVersion1 || whmFunction(functionName)?.legacy
      ? runWhm(state, caller, functionName, parameters)
      : ({ ok: false, reason: `The API before version 1 has no function ${functionName}.` } as const);
  const shape = isVersion1
    ? metadataShape(functionName, outcome)
    : legacyShape(outcome, whmFunction(functionName)?.legacy);
  return { reply: replies.jsonReply(shape), ...facts, status: outcome.ok ? 1 : 0 };
}
