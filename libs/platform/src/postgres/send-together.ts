import type { ClientBase } from 'pg';
import type { Writable } from 'node:stream';

/** Whatever is asked for on a connection in one turn of the event loop leaves in one packet. */
export function sendTogether(client: ClientBase): void {
  const { stream } = (client as unknown as { readonly connection: { readonly stream: Writable } }).connection;
  stream.cork();
  process.nextTick(() => stream.uncork());
}
