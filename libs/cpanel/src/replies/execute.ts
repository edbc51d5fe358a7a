import type { Envelope } from '../call.js';
import * as credentials from './credentials.js';
import type { PanelReply } from './panel-reply.js';
import * as refusals from './refusals.js';

/**
 * The replies under their old signatures, which speak to `/execute` alone, beside the new ones.
 * @deprecated delete this file, and let the package's index export `replies/index.js` instead
 */
export * from './answers.js';
export { loginRefused, notAnApiCall } from './credentials.js';

type Shape = Envelope | null;
const UAPI: Envelope = { shape: 'uapi' };

export function denied(envelope: Shape, text: string): PanelReply;
export function denied(text: string): PanelReply;
export function denied(...given: [Shape, string] | [string]): PanelReply {
  return given.length === 1 ? refusals.denied(UAPI, given[0]) : refusals.denied(...given);
}

export function malformed(envelope: Shape, status: number, text?: string): PanelReply;
export function malformed(status: number, text?: string): PanelReply;
export function malformed(first: Shape | number, second?: number | string, text?: string): PanelReply {
  if (typeof first === 'number') return refusals.malformed(UAPI, first, second as string | undefined);
  return refusals.malformed(first, second as number, text);
}

export const unavailable = (first: Shape | number = UAPI, retryAfterSeconds?: number): PanelReply =>
  typeof first === 'number' ? refusals.unavailable(UAPI, first) : refusals.unavailable(first, retryAfterSeconds);
export const badCredentials = (surface: 'execute' | 'json-api' = 'execute'): PanelReply => credentials.badCredentials(surface);
export const jsonApiBadCredentials = (): PanelReply => credentials.badCredentials('json-api');
export const upstreamRefusedGateway = (envelope: Shape = UAPI): PanelReply => refusals.upstreamRefusedGateway(envelope);
export const upstreamFailed = (envelope: Shape = UAPI): PanelReply => refusals.upstreamFailed(envelope);
export const upstreamTimedOut = (envelope: Shape = UAPI): PanelReply => refusals.upstreamTimedOut(envelope);
export const busy = (envelope: Shape = UAPI): PanelReply => refusals.busy(envelope);
export const methodNotAllowed = (envelope: Shape = UAPI): PanelReply => refusals.methodNotAllowed(envelope);
export const gatewayFailed = (envelope: Shape = UAPI): PanelReply => refusals.gatewayFailed(envelope);
