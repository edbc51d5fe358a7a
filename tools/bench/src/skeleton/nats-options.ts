import type { NodeConnectionOptions } from '@nats-io/transport-node';

/** `nats://user:password@host:port` as the client wants it. */
export function natsOptions(url: string): NodeConnectionOptions {
  const { host, username, password } = new URL(url);
  return { servers: host, user: username, pass: password };
}
