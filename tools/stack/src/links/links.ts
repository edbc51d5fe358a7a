import { StackError } from '../stack-error.js';
import { FaultProxy } from './fault-proxy.js';

/** What the processes of the product lean on. */
export const SERVERS = ['nats', 'postgres'] as const;
export type ServerName = (typeof SERVERS)[number];

/** The ways of every process to NATS and to Postgres, each a proxy of its own, so that one alone can be cut. */
export class Links {
  private constructor(private readonly proxies: ReadonlyMap<string, FaultProxy>) {}

  /** @param ends which process leans on which server */
  static async open(ends: readonly { readonly process: string; readonly server: ServerName }[], ports: ReadonlyMap<string, number>): Promise<Links> {
    const opened = ends.map(async ({ process, server }) => [keyOf(process, server), await FaultProxy.open(ports.get(server)!)] as const);
    return new Links(new Map(await Promise.all(opened)));
  }

  /** @throws StackError when the process does not lean on that server. */
  of(process: string, server: ServerName): FaultProxy {
    const proxy = this.proxies.get(keyOf(process, server));
    if (proxy === undefined) throw new StackError(`${process} has no link to ${server}`);
    return proxy;
  }

  async close(): Promise<void> {
    await Promise.all([...this.proxies.values()].map((proxy) => proxy.close()));
  }
}

function keyOf(process: string, server: ServerName): string {
  return `${process} → ${server}`;
}
