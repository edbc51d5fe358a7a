import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/**
 * What a link does with what passes. `hole`: nothing passes, and nobody is told, as when packets are lost; it is all there when the
 * link is whole again. `deaf`: what is asked passes, what is answered does not. `reset`: connections are broken, and so are new ones.
 */
export type LinkFault = 'hole' | 'deaf' | 'reset' | { readonly latencyMs: number };

type Way = 'ask' | 'answer';

/** A TCP proxy on this machine that can be told to fail. It knows nothing of what it carries. */
export class FaultProxy {
  private fault: LinkFault | null = null;
  private readonly pairs = new Set<Pair>();

  private constructor(
    private readonly server: Server,
    private readonly targetPort: number,
  ) {
    server.on('connection', (client) => this.carry(client));
  }

  /**
   * @param targetPort of this machine; nobody needs to listen there yet
   * @param port to listen on; by default any free one
   */
  static async open(targetPort: number, port = 0): Promise<FaultProxy> {
    const server = createServer();
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return new FaultProxy(server, targetPort);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** From now on, until it is told otherwise. */
  fail(fault: LinkFault): void {
    this.fault = fault;
    if (fault === 'reset') for (const pair of this.pairs) pair.reset();
    this.apply();
  }

  /** What was held back arrives now. */
  heal(): void {
    this.fault = null;
    this.apply();
  }

  async close(): Promise<void> {
    for (const pair of this.pairs) pair.reset();
    this.server.close();
    await once(this.server, 'close');
  }

  private apply(): void {
    for (const pair of this.pairs) pair.obey(this.fault);
  }

  private carry(client: Socket): void {
    if (this.fault === 'reset') return void client.resetAndDestroy();
    const pair = new Pair(client, this.targetPort, () => this.pairs.delete(pair));
    this.pairs.add(pair);
    pair.obey(this.fault);
  }
}

/** One connection: that of the client, and ours to the server, which is made when something may first pass. */
class Pair {
  private server: Socket | null = null;
  private readonly ask: Direction;
  private answer: Direction | null = null;
  private fault: LinkFault | null = null;

  constructor(
    private readonly client: Socket,
    private readonly targetPort: number,
    private readonly gone: () => void,
  ) {
    client.setNoDelay(true);
    this.ask = new Direction(client, () => this.serverSide());
    client.once('close', () => this.closed());
  }

  obey(fault: LinkFault | null): void {
    this.fault = fault;
    this.ask.obey(fault, 'ask');
    this.answer?.obey(fault, 'answer');
  }

  reset(): void {
    this.client.resetAndDestroy();
    this.server?.resetAndDestroy();
    this.gone();
  }

  private serverSide(): Socket {
    if (this.server !== null) return this.server;
    this.server = connect({ port: this.targetPort, host: '127.0.0.1', noDelay: true });
    this.answer = new Direction(this.server, () => this.client);
    this.answer.obey(this.fault, 'answer');
    this.server.once('close', () => this.closed());
    return this.server;
  }

  /** The end of one side may yet have to be told to the other. */
  private closed(): void {
    if (this.client.closed && this.server?.closed === true) this.gone();
  }
}

/** Bytes held back beyond this wait in the sender's own buffers, as they would before a network that takes none. */
const MOST_HELD_BYTES = 1024 * 1024;
const END = null;

/** One way of a connection. Whatever is held back, its end too, leaves in the order in which it came. */
class Direction {
  private shut = false;
  private latencyMs = 0;
  private heldBytes = 0;
  private isFull = false;
  private readonly held: { readonly bytes: Buffer | typeof END; readonly dueMs: number }[] = [];
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly from: Socket,
    private readonly to: () => Socket,
  ) {
    from.on('data', (bytes) => this.take(bytes));
    from.once('close', () => this.take(END));
    from.on('error', () => {}); // `close` follows
  }

  obey(fault: LinkFault | null, way: Way): void {
    this.shut = fault === 'hole' || (fault === 'deaf' && way === 'answer');
    this.latencyMs = typeof fault === 'object' && fault !== null ? fault.latencyMs : 0;
    // Who is greeted by the server, as a client of NATS is, says nothing first.
    if (!this.shut && way === 'ask') this.to();
    this.pass();
  }

  private take(bytes: Buffer | typeof END): void {
    if (this.held.length === 0 && !this.shut && this.latencyMs === 0) return this.give(bytes);
    const dueMs = Math.max(performance.now() + this.latencyMs, this.held.at(-1)?.dueMs ?? 0);
    this.held.push({ bytes, dueMs });
    this.heldBytes += bytes?.length ?? 0;
    this.pass();
    this.readOn();
  }

  /** Gives what is due, and comes back for the rest. */
  private pass(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    if (this.shut) return;
    const nowMs = performance.now();
    while (this.held[0] !== undefined && (this.latencyMs === 0 || this.held[0].dueMs <= nowMs)) {
      const { bytes } = this.held.shift()!;
      this.heldBytes -= bytes?.length ?? 0;
      this.give(bytes);
    }
    this.readOn();
    if (this.held[0] !== undefined) this.timer = setTimeout(() => this.pass(), this.held[0].dueMs - nowMs);
  }

  private give(bytes: Buffer | typeof END): void {
    const to = this.to();
    if (bytes === END) return void to.destroySoon();
    if (!to.writable || to.write(bytes)) return;
    this.isFull = true;
    this.readOn();
    to.once('drain', () => {
      this.isFull = false;
      this.readOn();
    });
  }

  private readOn(): void {
    if (this.isFull || this.heldBytes > MOST_HELD_BYTES) this.from.pause();
    else this.from.resume();
  }
}
