import { parseAuthorization, splitTenantPath, type PanelReply } from '@portcullis/cpanel';
import { beyondAccount, readCall, readTarget, type Operations } from '@portcullis/powerdns';
import type { FastifyRequest } from 'fastify';
import type { Asked, PanelCaller } from '../../use-cases/panel-asked.js';
import { announcesBody } from '../announced-body.js';
import type { Conversation, Reading } from './conversation.js';
import { powerdnsSpeech } from './powerdns-speech.js';

export const POWERDNS_METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** What names nobody's call: it has no calls, and is refused in these words. */
const nothing = (text: string): Asked => ({ panelKind: 'powerdns', caller: 'account', calls: [], refusal: () => text, servedHere: false });
const unread = (text: string, refusal: PanelReply | null): Reading => ({
  ...{ asked: nothing(text), speech: powerdnsSpeech, refusal },
  ...{ path: '', edits: [], lines: null, effect: null, serve: null, watch: null },
});
const malformed = (status: number, text: string): Reading => unread(text, powerdnsSpeech.malformed(status, text));

/** A request in the language of PowerDNS, or the answer to something that is none. */
export function powerdnsCall(request: FastifyRequest, operations: Operations): Conversation | PanelReply {
  const [rawPath = '', ...queries] = (request.raw.url ?? '').split('?');
  const place = splitTenantPath(rawPath);
  const tokenText = presentedToken(request);
  if (tokenText === null) return powerdnsSpeech.badCredentials();
  // A body on a GET has no meaning (RFC 9110 section 9.3.1), and two servers that differ about its length can be played off.
  if (request.method === 'GET' && announcesBody(request.headers)) return powerdnsSpeech.malformed(400, 'A GET has no body.');
  const caller: PanelCaller = { address: place === null ? { host: request.hostname.toLowerCase() } : { slug: place.slug }, user: null, tokenText };
  const target = readTarget(request.method, place?.rest ?? rawPath, operations);
  const { 'content-encoding': contentEncoding } = request.headers;
  return {
    caller,
    speech: powerdnsSpeech,
    read(body, complete) {
      if (!target.ok) return unread(target.refusal.text, null);
      if (!complete) return malformed(413, 'A request may not be longer than 512 KiB.');
      // Packed bytes would be read here as what they are not.
      if (body !== null && contentEncoding !== undefined && contentEncoding !== 'identity') return malformed(415, 'The body may not be compressed.');
      const read = readCall(target.value, queries.join('?'), body);
      if (!read.ok) return malformed(422, read.refusal.text);
      const call = read.value;
      return {
        asked: {
          ...{ panelKind: 'powerdns', caller: 'account', servedHere: false },
          calls: [{ operation: call.operation, leaves: () => call.leaves, account: null, makesAccount: null, byRecord: false }],
          refusal: ({ domains }) => beyondAccount(call, domains),
        },
        ...{ speech: powerdnsSpeech, refusal: null, path: target.value.canonicalPath },
        // Its changes name records and not lines: they need no order, and the server carries each out as a whole.
        ...{ edits: [], lines: null, effect: null, serve: null, watch: null },
      };
    },
  };
}

/** `X-API-Key`, as clients of PowerDNS send it, or `Bearer`. With both, one of them would be judged and nobody knows which was meant. */
function presentedToken({ headers }: FastifyRequest): string | null {
  const { authorization, 'x-api-key': apiKey } = headers;
  if (apiKey !== undefined) return authorization === undefined && typeof apiKey === 'string' ? apiKey.trim() : null;
  const presented = parseAuthorization(authorization);
  return presented.kind === 'bearer' ? presented.token.reveal() : null;
}
