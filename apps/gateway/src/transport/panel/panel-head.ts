import { parseTokenText } from '@portcullis/access';
import { parseAuthorization, readPanelPath, replies, splitTenantPath, type PanelReply, type PanelTarget } from '@portcullis/cpanel';
import type { FastifyRequest } from 'fastify';
import type { PanelCaller } from '../../use-cases/panel-asked.js';
import { announcesBody } from '../announced-body.js';

/** What path and headers tell of a call, before its body and its token are looked at. */
export interface PanelHead {
  readonly caller: PanelCaller;
  /** Whose token this would be. What it really is, the authority says. */
  readonly tokenKind: 'account' | 'tenant';
  readonly target: Exclude<PanelTarget, { surface: 'login' }>;
  /** As it came, without `?`. */
  readonly query: string;
}

/** The call as path and headers tell it, or the answer to something that is none. */
export function readPanelHead(request: FastifyRequest): PanelHead | PanelReply {
  const [rawPath = '', ...queries] = (request.raw.url ?? '').split('?');
  const place = splitTenantPath(rawPath);
  const path = place?.rest ?? rawPath;
  const read = readPanelPath(path);
  if (!read.ok) return /^\/+json-api\//.test(path) ? replies.badCredentials('json-api') : replies.notAnApiCall();
  const target = read.value;
  if (target.surface === 'login') return replies.loginRefused();

  const presented = parseAuthorization(request.headers.authorization);
  if (presented.kind !== 'panel' && presented.kind !== 'bearer') return replies.badCredentials(target.surface);
  // A body on a GET or HEAD has no meaning (RFC 9110 section 9.3.1), and two servers that differ about its length can be played off.
  if (['GET', 'HEAD'].includes(request.method) && announcesBody(request.headers)) return replies.notAnApiCall();
  const tokenText = presented.token.reveal();
  return {
    caller: {
      address: place === null ? { host: request.hostname.toLowerCase() } : { slug: place.slug },
      user: presented.kind === 'panel' ? presented.user : null,
      tokenText,
    },
    tokenKind: parseTokenText(tokenText)?.kind === 'tenant' ? 'tenant' : 'account',
    target,
    query: queries.join('?'),
  };
}
