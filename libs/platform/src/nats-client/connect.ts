import { setTimeout as pause } from 'node:timers/promises';
import { connect, errors, type NatsConnection, type NodeConnectionOptions } from '@nats-io/transport-node';
import { Fault } from '@portcullis/kernel';
import type { Logger } from '../runtime/log.js';
import { toFault } from './faults.js';
import { DEFAULT_SUBJECT_PREFIX, Subjects } from './subjects.js';
import { within } from './within.js';

export interface NatsOptions {
  /** `nats://user:password@host:4222`; several of one cluster are joined by commas and share the first one's user. */
  readonly url: string;
  /** Shown in the broker's list of connections. */
  readonly name: string;
  readonly subjectPrefix?: string;
  readonly log: Logger;
}

/** One connection to the broker. It comes back by itself, however long the broker is away. */
export interface NatsDoor {
  readonly connection: NatsConnection;
  readonly subjects: Subjects;
  /** Whether the broker can be reached right now, as far as is known: a frozen one is noticed after 6 s. */
  isUp(): boolean;
  /**
   * Runs `ask`, and gives up as soon as the connection is lost: nats.js would keep the message in a buffer and let the
   * caller wait out its whole deadline.
   * @throws Fault `unavailable` at once when not connected; `unavailable`, `timeout` or `broken` for what NATS throws.
   */
  whileUp<T>(ask: () => Promise<T>): Promise<T>;
  /**
   * Resolves at the end of this turn of the event loop, for all who wait at once: what they then send leaves in one packet.
   * Without it each message would be a packet of its own, and wake the broker on its own.
   */
  turn(): Promise<void>;
  /** Resolves when the broker has all that was sent, subscriptions too. Waits for a lost connection to return. */
  flush(): Promise<void>;
  /** Resolves when the connection has ended for good, with the reason when it was not asked for. */
  closed(): Promise<Error | undefined>;
  /** Ends the connection: what was received is handled, what was sent is delivered, 5 s at most. Safe to call again. */
  drain(): Promise<void>;
}

const RECONNECT_WAIT_MS = 250;
const DIAL_TIMEOUT_MS = 2_000;
const PING_INTERVAL_MS = 2_000;
const DRAIN_LIMIT_MS = 5_000;

/**
 * Waits for the broker if it is not there yet, and says so in the log.
 * @throws Fault `broken` when the broker refuses the user: waiting would not help, and hide the mistake.
 */
export async function connectNats(options: NatsOptions): Promise<NatsDoor> {
  const subjects = new Subjects(options.subjectPrefix ?? DEFAULT_SUBJECT_PREFIX);
  const connectOptions = optionsOf(options);
  for (let attempt = 1; ; attempt++) {
    try {
      const connection = await connect(connectOptions);
      const serverVersion = connection.info?.version;
      options.log.info('NATS is connected', { server: connection.getServer(), serverVersion });
      return new Door(connection, subjects, options.log);
    } catch (error) {
      if (error instanceof errors.AuthorizationError) {
        throw new Fault('NATS refuses this user', 'broken', { cause: error });
      }
      if (attempt % 20 === 1) options.log.warn('NATS cannot be reached yet', { attempt, err: error });
      await pause(RECONNECT_WAIT_MS * (0.8 + 0.4 * Math.random()));
    }
  }
}

/** @throws Fault `broken` when a URL cannot be read. */
function optionsOf({ url, name }: NatsOptions): NodeConnectionOptions {
  const urls = url.split(',').map((text) => {
    // The parser's own error would quote the URL, and with it the password.
    if (!URL.canParse(text)) throw new Fault('a NATS URL looks like nats://user:password@host:4222', 'broken');
    return new URL(text);
  });
  const user = decodeURIComponent(urls[0]?.username ?? '');
  const pass = decodeURIComponent(urls[0]?.password ?? '');
  return {
    servers: urls.map((server) => server.host),
    name,
    // A user of ours may listen to no other user's replies: the broker's permissions name this prefix.
    ...(user !== '' && { user, pass, inboxPrefix: `_INBOX_${user}` }),
    ...(urls[0]?.protocol === 'tls:' && { tls: {} }),
    timeout: DIAL_TIMEOUT_MS,
    // By default the client gives up after 10 attempts and stays closed for ever, while the process lives on.
    maxReconnectAttempts: -1,
    // The same after two refused log-ins, which a broker restarted with half its configuration can cause.
    ignoreAuthErrorAbort: true,
    reconnectTimeWait: RECONNECT_WAIT_MS,
    reconnectJitter: 100,
    pingInterval: PING_INTERVAL_MS,
    maxPingOut: 2,
    noAsyncTraces: true,
  };
}

class Door implements NatsDoor {
  private up = true;
  private draining: Promise<void> | undefined;
  private thisTurn: Promise<void> | undefined;
  /** What is waiting for an answer over the present connection. */
  private readonly waiting = new Set<(fault: Fault) => void>();
  private readonly waitingForUp = new Set<() => void>();

  constructor(
    readonly connection: NatsConnection,
    readonly subjects: Subjects,
    private readonly log: Logger,
  ) {
    void this.watch();
    void this.closed().then((reason) => {
      this.setDown();
      for (const wake of this.waitingForUp) wake();
      if (this.draining === undefined) this.log.fatal('NATS closed the connection for good', { err: reason });
    });
  }

  isUp(): boolean {
    return this.up && !this.connection.isClosed();
  }

  async whileUp<T>(ask: () => Promise<T>): Promise<T> {
    if (!this.isUp()) throw new Fault('NATS is not connected', 'unavailable');
    let lose!: (fault: Fault) => void;
    const lost = new Promise<never>((_, reject) => (lose = reject));
    this.waiting.add(lose);
    try {
      return await Promise.race([ask(), lost]);
    } catch (error) {
      throw toFault(error);
    } finally {
      this.waiting.delete(lose);
    }
  }

  turn(): Promise<void> {
    this.thisTurn ??= new Promise((resolve) => {
      setImmediate(() => {
        this.thisTurn = undefined;
        resolve();
      });
    });
    return this.thisTurn;
  }

  async flush(): Promise<void> {
    for (;;) {
      if (this.connection.isClosed()) throw new Fault('the NATS connection is closed', 'unavailable');
      try {
        return await this.whileUp(() => this.connection.flush());
      } catch {
        if (!this.isUp()) await new Promise<void>((resolve) => this.waitingForUp.add(resolve));
      }
    }
  }

  async closed(): Promise<Error | undefined> {
    return (await this.connection.closed()) ?? undefined;
  }

  drain(): Promise<void> {
    this.draining ??= this.end();
    return this.draining;
  }

  private async end(): Promise<void> {
    if (this.connection.isClosed()) return;
    // Draining waits for answers from the broker, which a lost or frozen one does not give.
    if (this.isUp()) await within(DRAIN_LIMIT_MS, this.connection.drain());
    await this.connection.close();
  }

  private async watch(): Promise<void> {
    for await (const status of this.connection.status()) {
      switch (status.type) {
        case 'disconnect':
          this.setDown();
          if (this.draining === undefined) this.log.warn('NATS is disconnected', { server: status.server });
          break;
        case 'reconnect':
          this.up = true;
          for (const wake of this.waitingForUp) wake();
          this.waitingForUp.clear();
          this.log.info('NATS is connected again', { server: status.server });
          break;
        case 'error':
          this.log.error('NATS reports an error', { err: status.error });
          break;
        case 'staleConnection':
          this.log.warn('NATS does not answer pings');
          break;
        default:
      }
    }
  }

  private setDown(): void {
    this.up = false;
    const fault = new Fault('the NATS connection was lost', 'unavailable');
    for (const lose of this.waiting) lose(fault);
    this.waiting.clear();
  }
}
