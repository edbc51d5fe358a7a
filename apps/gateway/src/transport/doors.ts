import type { Code } from '@portcullis/contracts';
import type { AddressRange } from '@portcullis/kernel';
import type { Logger } from '@portcullis/platform/runtime';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { hash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { TLSSocket } from 'node:tls';
import type { AddressLimits, AddressRefusal } from '../domain/address-limits.js';
import { isNearPeer } from '../domain/peer.js';
import type { CredentialWatch } from '../use-cases/ports.js';
import { clientOf, type Asking } from './client.js';
import { Problem, problemReply } from './http/problem.js';
import { limitHeaders } from './limit-headers.js';
import { isPanelRoute } from './panel/panel-route.js';
import { sendPanelReply } from './panel/send-panel-reply.js';
import { speechAt } from './panel/speech-at.js';

export interface DoorRules {
  readonly limits: AddressLimits;
  /** Who may set X-Forwarded-*, and pass tokens on unencrypted. */
  readonly trustedProxies: readonly AddressRange[];
  readonly docsUrl: string;
  /** Monotonic. */
  readonly elapsedMs: () => number;
}

const UNENCRYPTED = 'A token may not travel unencrypted: use https.';
const SLOWED: Readonly<Record<AddressRefusal['reached'], string>> = {
  address: 'Too many requests come from this address. Try again later.',
  failures: 'Too many credentials from this address were not accepted. Try again later.',
};

type Door = 'management' | 'panel';

export interface DoorRefusal {
  readonly code: Code;
  readonly sentence: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Before anything of a request is read or looked up, at both doors: it came encrypted, or from somebody near; and its address
 * has not asked too often. Null: it may come in.
 */
export function refusalAt(door: Door, request: Asking, { limits, trustedProxies, elapsedMs }: Omit<DoorRules, 'docsUrl'>): DoorRefusal | null {
  const { socket } = request.raw;
  if (!isEncrypted(socket) && !isNearPeer(socket.remoteAddress, trustedProxies)) return { code: 'tls_required', sentence: UNENCRYPTED, headers: {} };
  const refusal = limits.arrived(clientOf(request).ip, () => presentedDigest(request.headers, door), elapsedMs());
  if (refusal === null) return null;
  const { reached, limit, resetSeconds } = refusal;
  const headers = { ...limitHeaders([{ name: reached, ...limit, left: 0, resetSeconds }]), 'retry-after': String(resetSeconds) };
  return { code: 'rate_limited', sentence: SLOWED[reached], headers };
}

/** Refuses at both doors. What anybody may see, health say, is not behind a door. */
export function guardDoors(http: FastifyInstance, rules: DoorRules): void {
  http.addHook('onRequest', (request, reply, goOn) => {
    const door = doorOf(request);
    const refusal = door && refusalAt(door, request, rules);
    if (refusal === null) return goOn();
    const { code, sentence } = refusal;
    reply.headers(refusal.headers);
    if (door === 'panel') return void sendPanelReply(reply, speechAt(request.raw.url ?? '').denied(sentence));
    const { status, headers, body } = problemReply(new Problem(code, sentence), request.id, rules.docsUrl);
    void reply.status(status).headers(headers).send(body);
  });
}

/** Tells the limits how credentials fare; only digests are kept. Whoever runs this hears of an address once a window. */
export function credentialWatch({ limits, elapsedMs, log }: Pick<DoorRules, 'limits' | 'elapsedMs'> & { log: Logger }): CredentialWatch {
  return {
    accepted: (ip, text) => limits.accepted(ip, digestOf(text), elapsedMs()),
    refused: (ip, text) => {
      if (limits.refused(ip, digestOf(text), elapsedMs())) log.warn('an address is slowed down: too many credentials were not accepted', { ip });
    },
  };
}

/** By the pattern of the route, which is what a request will be served by, however its address is spelt. */
function doorOf(request: FastifyRequest): Door | null {
  const route = request.routeOptions.url ?? '';
  if (route.startsWith('/v1/')) return 'management';
  return isPanelRoute(route) ? 'panel' : null;
}

function isEncrypted(socket: FastifyRequest['raw']['socket']): boolean {
  return (socket as Partial<TLSSocket>).encrypted === true;
}

/**
 * Of the token that will be judged: the end of whichever header tells it. What else they hold is the client's to choose, and a
 * good token there would let guesses through.
 */
function presentedDigest({ authorization, cookie, 'x-api-key': apiKey }: IncomingHttpHeaders, door: Door): string | null {
  // Each door knows one other way; a token that comes the other's way is judged by nobody.
  const told = authorization ?? (door === 'panel' ? apiKey : cookie) ?? '';
  const text = [...String(told).matchAll(/pcl[a-z]1[0-9A-Za-z]{48}/g)].at(-1)?.[0];
  return text === undefined ? null : digestOf(text);
}

function digestOf(text: string): string {
  return hash('sha256', text, 'base64');
}
