import { plainSentence } from './plain-sentence.js';

/** A reply that the gateway makes itself, byte for byte. The body is sent as UTF-8. */
export interface PanelReply {
  readonly status: number;
  /** The reason phrase, where clients know a certain one. */
  readonly reason?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const JSON_TYPE = { 'Content-Type': 'application/json; charset="utf-8"' };
const TEXT_TYPE = { 'Content-Type': 'text/plain; charset="utf-8"' };

/** The failure of a UAPI function: six keys, compact, each always there, since clients throw without `data` or `status`. */
function uapiFailure(text: string): string {
  const errors = [plainSentence(text)];
  return JSON.stringify({ data: null, errors, messages: null, metadata: {}, status: 0, warnings: null });
}

/** `/execute`: the token is good and may not do this. HTTP 200, as panels answer: else clients hide the text. */
export function denied(text: string): PanelReply {
  return { status: 200, headers: JSON_TYPE, body: uapiFailure(text) };
}

/**
 * `/execute`: one reply for a token that is unknown, expired, revoked, of another user or missing, so that a caller
 * cannot tell them apart.
 */
export function badCredentials(): PanelReply {
  return { status: 401, headers: JSON_TYPE, body: uapiFailure('The user name or API token is not accepted.') };
}

/** `/json-api`: what panels answer, whichever API was called. Here `apiversion` and `result` are strings. */
export function jsonApiBadCredentials(): PanelReply {
  return {
    status: 403,
    reason: 'Forbidden Access denied',
    headers: { ...TEXT_TYPE, Connection: 'close' },
    body: JSON.stringify({
      cpanelresult: {
        apiversion: '2',
        error: 'Access denied',
        data: { reason: 'Access denied', result: '0' },
        type: 'text',
      },
    }),
  };
}

/** `/login/`: there are no passwords here. */
export function loginRefused(): PanelReply {
  return { status: 401, reason: 'Access Denied', headers: TEXT_TYPE, body: '{"status":0,"message":"see_login_log"}' };
}

/** Any other path. */
export function notAnApiCall(): PanelReply {
  return { status: 403, headers: TEXT_TYPE, body: 'Token authentication allows access to UAPI or API 2 calls only.' };
}

/** `/execute`: the panel did not accept the gateway's own credential. On 401, people would throw good tokens away. */
export function upstreamRefusedGateway(): PanelReply {
  return denied('The panel refused the gateway, not your token. Ask your provider to renew the credential it keeps.');
}

/** `/execute`: something that is needed to decide cannot be reached, so the answer is no for the moment. */
export function unavailable(retryAfterSeconds = 1): PanelReply {
  return {
    status: 503,
    headers: { ...JSON_TYPE, 'Retry-After': String(retryAfterSeconds) },
    body: uapiFailure('The gateway cannot check this call at the moment. Try again shortly.'),
  };
}

/** `/execute`: the panel is out of reach, or its answer makes no sense. The call may have been carried out. */
export function upstreamFailed(): PanelReply {
  return { status: 502, headers: JSON_TYPE, body: uapiFailure('The panel did not give a usable answer.') };
}

/** `/execute`: the panel took too long. The call may have been carried out. */
export function upstreamTimedOut(): PanelReply {
  return { status: 504, headers: JSON_TYPE, body: uapiFailure('The panel did not answer in time.') };
}

/** `/execute`: as many calls are under way as the panel, or one account's share of it, takes. */
export function busy(): PanelReply {
  return {
    status: 503,
    headers: { ...JSON_TYPE, 'Retry-After': '1' },
    body: uapiFailure('Too many calls are under way. This one was not carried out. Try again shortly.'),
  };
}

/** Panels may do as told by other methods too, TRACE even repeats the credential that came with it: none is passed on. */
export function methodNotAllowed(): PanelReply {
  return { status: 405, headers: { ...JSON_TYPE, Allow: 'GET, HEAD, POST' }, body: uapiFailure('Calls are made with GET or POST.') };
}

/** `/execute`: `status` is a 4xx that says how the request itself is at fault. */
export function malformed(status: number, text = 'The gateway could not read the request.'): PanelReply {
  return { status, headers: JSON_TYPE, body: uapiFailure(text) };
}

/** `/execute`: a fault of ours, before the panel was asked. */
export function gatewayFailed(): PanelReply {
  return { status: 500, headers: JSON_TYPE, body: uapiFailure('The gateway could not handle this call. Nothing was sent to the panel.') };
}
