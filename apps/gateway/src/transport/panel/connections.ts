import { AsyncLocalStorage } from 'node:async_hooks';
import type { AddressRange } from '@portcullis/kernel';
import type { Logger } from '@portcullis/platform/runtime';
import { Agent, type Dispatcher } from 'undici';
import { addressNotAllowed, checkedConnect, type ResolveHost } from './checked-connect.js';

/** Panels take their time over big changes: the slowest client known waits 90 s. */
const UPSTREAM_TIMEOUT_MS = 90_000;
export const CONNECTIONS_PER_PANEL = 64;
const CONNECT_TIMEOUT_MS = 2_000;

export interface ConnectionRules {
  /** Special-purpose addresses (loopback, private, …) that panels may have. */
  readonly privatePanels: readonly AddressRange[];
  /** The system's own unless given. */
  readonly resolve?: ResolveHost;
}

/** What bounds one request to a panel. */
export interface Exchange {
  /** Ends the request as soon as it aborts. */
  readonly client: AbortSignal;
  /**
   * Asked when the connection is there, right before the first byte goes out (rule V11): nothing happens in between. False: the panel never
   * hears of the request, which fails as `Unsent`.
   */
  readonly mayGo: () => boolean;
}

/** What was judged before the wait for a connection holds no more. */
export class Unsent extends Error {
  constructor() {
    super('the request was not sent: it is to be judged again');
  }
}

export interface PanelConnections {
  /** For `@fastify/reply-from`, which calls it from within `send`. */
  readonly request: Dispatcher['request'];
  /** Carries out `send`, whose upstream request is bounded by the exchange. */
  within(exchange: Exchange, send: () => void): void;
  close(): Promise<void>;
}

/**
 * The connections to panels: a request goes out once, redirects are not followed, and a panel proves who it is. What
 * `@fastify/reply-from` makes by itself takes any certificate for a panel's, and goes on waiting for a panel when the client
 * has left: a few such calls would occupy all connections of a panel.
 */
export function panelConnections({ privatePanels, ...rules }: ConnectionRules): PanelConnections {
  const agent = new Agent({
    connections: CONNECTIONS_PER_PANEL,
    pipelining: 1,
    connect: checkedConnect({ privatePanels, timeoutMs: CONNECT_TIMEOUT_MS, ...rules }),
    headersTimeout: UPSTREAM_TIMEOUT_MS,
    bodyTimeout: UPSTREAM_TIMEOUT_MS,
  });
  const exchanges = new AsyncLocalStorage<Exchange>();
  const bounded = agent.compose((dispatch) => (options, handler) => dispatch(options, askingLast(handler, exchanges.getStore()!.mayGo)));
  const request = (options: Dispatcher.RequestOptions, done: (error: Error | null, answer: Dispatcher.ResponseData) => void): void =>
    bounded.request({ ...options, signal: exchanges.getStore()!.client }, done);
  return {
    request: request as Dispatcher['request'],
    within: (exchange, send) => exchanges.run(exchange, send),
    close: () => agent.destroy(),
  };
}

/**
 * undici says `onConnect` when a request has got its connection, and writes the head right after. What that throws fails this request
 * alone: the connection stays for the next one, which an abort would end.
 */
function askingLast(handler: Dispatcher.DispatchHandler, mayGo: () => boolean): Dispatcher.DispatchHandler {
  return {
    onConnect(abort) {
      if (!mayGo()) throw new Unsent();
      handler.onConnect?.(abort);
    },
    onResponseStarted: () => handler.onResponseStarted?.(),
    onHeaders: (...head) => handler.onHeaders?.(...head) ?? true,
    onData: (chunk) => handler.onData?.(chunk) ?? true,
    onComplete: (trailers) => handler.onComplete?.(trailers),
    onError: (error) => handler.onError?.(error),
  };
}

/** The client hears that there was no answer; why, whoever runs this. */
export function warnOfUnreached(log: Logger, requestId: string, error: unknown): void {
  const fault = addressNotAllowed(error);
  if (fault === null) return log.warn('the panel cannot be reached', { requestId, err: error });
  log.warn('a panel is where this gateway may not go: PORTCULLIS_PRIVATE_PANELS', { requestId, address: fault.address, purpose: fault.purpose });
}
