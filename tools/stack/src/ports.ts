import { randomInt } from 'node:crypto';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:net';

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
 * A free port below the range from which the kernel draws ports for outgoing connections. Asking for port 0 would give
 * one out of that range, and a client that keeps dialling a server which is being restarted can then be given the very
 * port it dials, connect to itself, and keep the server from coming back.
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

/**
 * Whether this very process listens there. That somebody answers is not enough: a stranger may have taken the port
 * since it was found free, and would be told our secrets.
 */
export function isListening(pid: number, port: number): boolean {
  const local = `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const inodes = readFileSync('/proc/net/tcp', 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[1] === local && fields[3] === LISTEN)
    .map((fields) => `socket:[${fields[9]}]`);
  return inodes.length > 0 && openFiles(pid).some((file) => inodes.includes(file));
}

/** State of a listening socket in /proc/net/tcp. */
const LISTEN = '0A';

function openFiles(pid: number): string[] {
  const folder = `/proc/${pid}/fd`;
  return orElse([], () => readdirSync(folder)).map((fd) => orElse('', () => readlinkSync(`${folder}/${fd}`)));
}

/** Processes end, and close files, while they are looked at. */
function orElse<T>(otherwise: T, look: () => T): T {
  try {
    return look();
  } catch {
    return otherwise;
  }
}

function ephemeralStart(): number {
  return orElse(0, () => Number.parseInt(readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8'), 10));
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
