import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';

/** A process that needs a port, and which ports it would like, best first. */
export interface PortWish {
  readonly name: string;
  readonly preferred: readonly number[];
}

const LOWEST = 10_240;
const DRAWS = 100;

/** For each wish the first preferred port that is free, else any free one. No port is given twice. */
export async function choosePorts(wishes: readonly PortWish[]): Promise<Map<string, number>> {
  const chosen = new Map<string, number>();
  const given = new Set<number>();
  for (const { name, preferred } of wishes) {
    let port: number | undefined;
    for (const candidate of preferred) {
      if (!given.has(candidate) && (await isFree(candidate))) {
        port = candidate;
        break;
      }
    }
    port ??= await freePort(given);
    given.add(port);
    chosen.set(name, port);
  }
  return chosen;
}

export async function isFree(port: number): Promise<boolean> {
  return (await listenOnce(port)) !== null;
}

/**
 * A free port below the range from which the kernel draws ports for outgoing connections. Asking for port 0 would give one
 * out of that range, and a client that keeps dialling a server which is being restarted can then be given the very port it
 * dials, connect to itself, and keep the server from coming back.
 */
export async function freePort(given: ReadonlySet<number> = new Set()): Promise<number> {
  const above = ephemeralStart();
  for (let draw = 0; draw < DRAWS && above > LOWEST; draw++) {
    const port = randomInt(LOWEST, above);
    if (!given.has(port) && (await isFree(port))) return port;
  }
  const port = await listenOnce(0);
  if (port === null) throw new Error('the system has no free port');
  return port;
}

/** Whether somebody listens there. */
export async function acceptsConnections(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false)).once('connect', () => socket.destroy());
  });
}

function ephemeralStart(): number {
  try {
    return Number.parseInt(readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8'), 10);
  } catch {
    return 0;
  }
}

async function listenOnce(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : null));
    });
  });
}
