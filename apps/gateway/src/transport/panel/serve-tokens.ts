import { replies, type PanelRequest } from '@portcullis/cpanel';
import type { Gateway } from '../../gateway.js';
import type { ServeHere } from './conversation.js';

/** Not yet: REPLIES wires the own store here. */
export function serveTokens(_gateway: Gateway, request: PanelRequest): ServeHere {
  return async () => ({ reply: replies.denied(request.envelope, 'API tokens are managed by the gateway, not by the panel: use its token pages or its own interface.') });
}
