import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect as connectTcp, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { headers, type MsgHdrs } from '@nats-io/transport-node';
import { createLogger, type Logger } from '../runtime/index.js';

/** A nats-server of a spec's own, to be killed, frozen and started again on the same port with the same store. */
export class Broker {
  private child: ChildProcess | undefined;

  private constructor(
    private readonly port: number,
    private readonly storeDir: string,
    private readonly settings: readonly string[],
  ) {}

  /** @param settings more of nats-server's command line */
  static async start(...settings: string[]): Promise<Broker> {
    const broker = new Broker(await freePort(), mkdtempSync(join(tmpdir(), 'portcullis-nats-')), settings);
    await broker.startAgain();
    return broker;
  }

  get url(): string {
    return `nats://127.0.0.1:${this.port}`;
  }

  async startAgain(): Promise<void> {
    const binary = process.env['NATS_SERVER_BIN'] ?? 'nats-server';
    const listen = ['-a', '127.0.0.1', '-p', String(this.port)];
    this.child = spawn(binary, [...listen, '-js', '-sd', this.storeDir, ...this.settings], { stdio: 'ignore' });
    await once(this.child, 'spawn');
    while (!(await accepts(this.port))) {
      if (this.child.exitCode !== null) throw new Error(`nats-server ended with ${this.child.exitCode}`);
    }
  }

  async kill(): Promise<void> {
    if (this.child === undefined || this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await exited;
  }

  freeze(): void {
    this.child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.child?.kill('SIGCONT');
  }

  async dispose(): Promise<void> {
    await this.kill();
    rmSync(this.storeDir, { recursive: true, force: true });
  }
}

/** The run's broker, or one of this file's own when the file runs alone. */
export async function brokerOfRun(): Promise<{ url: string; dispose(): Promise<void> }> {
  const url = process.env['PORTCULLIS_TEST_NATS_URL'];
  return url === undefined ? Broker.start() : { url, dispose: () => Promise.resolve() };
}

export const silent: Logger = createLogger({ instance: 'spec', level: 'silent' });

/** A log that keeps its lines. */
export function keptLog(): { log: Logger; lines: Record<string, unknown>[] } {
  const lines: Record<string, unknown>[] = [];
  const write = (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>);
  return { log: createLogger({ instance: 'spec', level: 'debug', destination: { write } }), lines };
}

/** What a careless or hostile publisher may send: the broker does not look into headers, and nats.js throws when it does. */
export function malformedHeaders(): MsgHdrs {
  const encoded = headers();
  (encoded as unknown as { headers: Map<string, string[]> }).headers.set('not a name', ['x']);
  return encoded;
}

/** A promise and its key. */
export function gate(): { readonly opened: Promise<void>; open(): void } {
  let open!: () => void;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function accepts(port: number): Promise<boolean> {
  const socket = connectTcp(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
