import type { PanelRequest } from '@portcullis/cpanel';
import type { Gateway } from '../../gateway.js';
import { answerTokenCalls } from './answer-token-calls.js';
import type { ServeHere } from './conversation.js';

/** Calls about tokens go to our own store, and to no panel. */
export function serveTokens(gateway: Gateway, request: PanelRequest): ServeHere {
  return ({ presented }, origin) => answerTokenCalls(gateway, request, presented, origin);
}
