import { AsyncLocalStorage } from 'node:async_hooks';
import type { AddressRange } from '@portcullis/kernel';
import type { Logger } from '@portcullis/platform/runtime';
import { Agent, type Dispatcher } from 'undici';
import { addressNotAllowed, checkedConnect, type ResolveHost } from './checked-connect.js';

/** Panels take their time over big changes: the slowest client known waits 90 s. */
const UPSTREAM_TIMEOUT_MS = 90_000;
export const CONNECTIONS_PER_PANEL = 64;
/** A call has been judged when its connection is made: this long at most it can still go out after a revoke. */
const CONNECT_TIMEOUT_MS = 2_000;

export interface ConnectionRules {
  /** Special-purpose addresses (loopback, private, …) that panels may have. */
  readonly privatePanels: readonly AddressRange[];
  /** The system's own unless given. */
  readonly resolve?: ResolveHost;
}

export interface PanelConnections {
  /** For `@fastify/reply-from`, which calls it from within `send`. */
  readonly request: Dispatcher['request'];
  /** Carries out `send`, whose upstream request ends as soon as `client` aborts. */
  endWith(client: AbortSignal, send: () => void): void;
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
  const clients = new AsyncLocalStorage<AbortSignal>();
  const request = (options: Dispatcher.RequestOptions, done: (error: Error | null, answer: Dispatcher.ResponseData) => void): void =>
    agent.request({ ...options, signal: clients.getStore() }, done);
  return {
    request: request as Dispatcher['request'],
    endWith: (client, send) => clients.run(client, send),
    close: () => agent.destroy(),
  };
}

/** The client hears that there was no answer; why, whoever runs this. */
export function warnOfUnreached(log: Logger, requestId: string, error: unknown): void {
  const fault = addressNotAllowed(error);
  if (fault === null) return log.warn('the panel cannot be reached', { requestId, err: error });
  log.warn('a panel is where this gateway may not go: PORTCULLIS_PRIVATE_PANELS', { requestId, address: fault.address, purpose: fault.purpose });
}
