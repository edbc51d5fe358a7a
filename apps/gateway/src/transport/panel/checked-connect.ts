import { lookup as systemLookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Fault, inRange, parseAddress, specialPurpose, type AddressRange } from '@portcullis/kernel';
import { buildConnector } from 'undici';

/** The panel is where this gateway must not go. The message tells nobody where that is; a log may. */
export class AddressNotAllowed extends Fault {
  readonly code = 'PORTCULLIS_ADDRESS_NOT_ALLOWED';

  /** @param purpose what the address is set aside for, such as `loopback` */
  constructor(
    readonly address: string,
    readonly purpose: string,
  ) {
    super('the address of the panel is not allowed', 'broken');
  }
}

/** The fault behind whatever an HTTP client made of it; null when it was something else. */
export function addressNotAllowed(error: unknown): AddressNotAllowed | null {
  for (let at = error, deep = 0; at instanceof Error && deep < 5; at = at.cause, deep++) if (at instanceof AddressNotAllowed) return at;
  return null;
}

const unmade = new WeakSet<Error>();

/** Whether an error says that there was no connection, so that the panel has not heard of the request. */
export function isUnconnected(error: unknown): boolean {
  return error instanceof Error && unmade.has(error);
}

/** All addresses of a host; an error when it has none. */
export type ResolveHost = (host: string, options: LookupOptions, done: (error: Error | null, addresses: LookupAddress[]) => void) => void;

export interface ConnectRules {
  /** Special-purpose addresses (loopback, private, …) that panels may have. */
  readonly privatePanels: readonly AddressRange[];
  readonly timeoutMs: number;
  /** The system's own unless given. */
  readonly resolve?: ResolveHost;
}

const systemResolve: ResolveHost = (host, options, done) => systemLookup(host, { ...options, all: true }, done);

/**
 * Connects to addresses on the internet, and to others only where the operator has said so: whoever may set a panel's address
 * or its DNS must not reach what the gateway reaches, such as its own neighbours or a cloud's metadata service. What is
 * checked is the address that the socket is then given: a name that resolves to something else a moment later changes nothing.
 */
export function checkedConnect({ privatePanels, timeoutMs, resolve = systemResolve }: ConnectRules): buildConnector.connector {
  const lookup: LookupFunction = (host, options, done) =>
    resolve(host, options, (error, addresses) => {
      if (error) return done(error, []);
      const [first, ...rest] = addresses.filter(({ address }) => refusal(address, privatePanels) === null);
      if (!first) return done(refusal(addresses[0]?.address ?? '', privatePanels), []);
      if (options.all) return done(null, [first, ...rest]);
      done(null, first.address, first.family);
    });
  // Said here, so that NODE_TLS_REJECT_UNAUTHORIZED cannot say otherwise.
  const connect = buildConnector({ timeout: timeoutMs, lookup, rejectUnauthorized: true });
  return (options, tell) => {
    const done: buildConnector.Callback = (...outcome) => {
      if (outcome[0] !== null) unmade.add(outcome[0]);
      tell(...outcome);
    };
    // Node looks no literal address up.
    const fault = isIP(options.hostname) === 0 ? null : refusal(options.hostname, privatePanels);
    if (fault) return process.nextTick(done, fault, null);
    connect(options, done);
  };
}

/** Null: it may be connected to. What cannot be read, such as an address with a zone, may not. */
function refusal(text: string, allowed: readonly AddressRange[]): AddressNotAllowed | null {
  const address = parseAddress(text);
  const purpose = address === null ? 'unreadable' : specialPurpose(address);
  if (purpose === null || (address !== null && allowed.some((range) => inRange(address, range)))) return null;
  return new AddressNotAllowed(text, purpose);
}
