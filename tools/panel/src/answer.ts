import { readAuthorization } from './authorization.js';
import type { Answer, PanelRequest, RawRequest } from './panel-request.js';
import type { PanelState } from './panel-state.js';
import * as replies from './replies.js';
import { answerExecute } from './surfaces/execute.js';
import { answerJsonApiCpanel } from './surfaces/json-api-cpanel.js';
import { answerWhm } from './whm/whm.js';

const EXECUTE_PATH = /^\/execute\/([A-Za-z0-9_]+)\/([A-Za-z0-9_]+)$/;
const JSON_API_PATH = /^\/json-api\/([A-Za-z0-9_]+)$/;

/** Everything a panel does with a request, without the sockets: changes the state and tells what to reply. */
export function answer(state: PanelState, raw: RawRequest): Answer {
  const [path, query] = divide(raw.url, '?');
  const request: PanelRequest = {
    method: raw.method,
    path,
    query,
    credential: readAuthorization(raw.authorization),
    contentType: raw.contentType ?? '',
    body: raw.body,
  };
  // The path is taken as it is: prefixes, doubled slashes and escapes are for whoever stands in front to resolve.
  const execute = EXECUTE_PATH.exec(path);
  if (execute) return answerExecute(state, request, execute[1]!, execute[2]!);
  const jsonApi = JSON_API_PATH.exec(path)?.[1];
  if (jsonApi === undefined) return { reply: replies.uapiOnly };
  const isWhm = jsonApi !== 'cpanel' || request.credential?.scheme === 'whm';
  return isWhm ? answerWhm(state, request, jsonApi) : answerJsonApiCpanel(state, request);
}

function divide(text: string, at: string): [string, string] {
  const index = text.indexOf(at);
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index + at.length)];
}
