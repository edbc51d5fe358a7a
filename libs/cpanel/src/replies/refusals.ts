import type { Envelope } from '../call.js';
import { failureBody } from './failure-body.js';
import { JSON_TYPE, type PanelReply } from './panel-reply.js';

type Shape = Envelope | null;

/** The token is good and may not do this. HTTP 200, as panels answer: else clients hide the text. */
export function denied(envelope: Shape, text: string): PanelReply {
  return refusal(envelope, 200, text);
}

/** The panel did not accept the gateway's own credential. On 401, people would throw good tokens away. */
export function upstreamRefusedGateway(envelope: Shape): PanelReply {
  return denied(envelope, 'The panel refused the gateway, not your token. Ask your provider to renew the credential it keeps.');
}

/** Something that is needed to decide cannot be reached, so the answer is no for the moment. */
export function unavailable(envelope: Shape, retryAfterSeconds = 1): PanelReply {
  return refusal(envelope, 503, 'The gateway cannot check this call at the moment. Try again shortly.', { 'Retry-After': String(retryAfterSeconds) });
}

/** The panel is out of reach, or its answer makes no sense. The call may have been carried out. */
export function upstreamFailed(envelope: Shape): PanelReply {
  return refusal(envelope, 502, 'The panel did not give a usable answer.');
}

/** The panel took too long. The call may have been carried out. */
export function upstreamTimedOut(envelope: Shape): PanelReply {
  return refusal(envelope, 504, 'The panel did not answer in time.');
}

/** As many calls are under way as the panel, or one account's share of it, takes. */
export function busy(envelope: Shape): PanelReply {
  return refusal(envelope, 503, 'Too many calls are under way. This one was not carried out. Try again shortly.', { 'Retry-After': '1' });
}

/** Panels may do as told by other methods too, TRACE even repeats the credential that came with it: none is passed on. */
export function methodNotAllowed(envelope: Shape): PanelReply {
  return refusal(envelope, 405, 'Calls are made with GET or POST.', { Allow: 'GET, HEAD, POST' });
}

/** @param status a 4xx that says how the request itself is at fault */
export function malformed(envelope: Shape, status: number, text = 'The gateway could not read the request.'): PanelReply {
  return refusal(envelope, status, text);
}

/** A fault of ours, before the panel was asked. */
export function gatewayFailed(envelope: Shape): PanelReply {
  return refusal(envelope, 500, 'The gateway could not handle this call. Nothing was sent to the panel.');
}

function refusal(envelope: Shape, status: number, text: string, headers: Readonly<Record<string, string>> = {}): PanelReply {
  return { status, headers: { ...JSON_TYPE, ...headers }, body: failureBody(envelope, text) };
}
