import { misused, unreadable } from './stop.js';
import type { World } from './world.js';

/** Options that every command takes that asks Portcullis for something. */
export interface ConnectionFlags {
  readonly url?: string;
  readonly tokenFile?: string;
}

/** Where something comes from, for people. */
export interface Sourced<Value> {
  readonly value: Value;
  readonly source: string;
}

/** Whom to ask, and as whom: flags come before the environment, that before what `login` stored. */
export function resolveSettings(world: World, flags: ConnectionFlags): { url: Sourced<string>; token: Sourced<string> } {
  const { path } = world.credentials;
  const stored = world.credentials.read();
  const url = firstOf<string>(
    [flags.url, '--url'],
    [world.env['PORTCULLIS_URL'] || undefined, 'PORTCULLIS_URL'],
    [stored?.url, path],
  );
  if (!url) throw misused('nobody said where Portcullis is', 'Run `portcullis login`, set PORTCULLIS_URL, or give --url.');
  const address = addressOf(url.value);

  // A stored token is for the address it was stored with: another one must not come by it through a mistyped --url.
  const here = stored && addressOf(stored.url) === address ? stored.token : undefined;
  const token = firstOf<string>(
    [flags.tokenFile === undefined ? undefined : readTokenFile(world, flags.tokenFile), '--token-file'],
    [world.env['PORTCULLIS_TOKEN'] || undefined, 'PORTCULLIS_TOKEN'],
    [here, path],
  );
  if (!token) {
    const why = stored ? `the stored token is for ${stored.url}, not for ${address}` : 'there is no token to ask with';
    throw misused(why, 'Run `portcullis login`, set PORTCULLIS_TOKEN, or give --token-file.');
  }
  return { url: { ...url, value: address }, token: { ...token, value: tokenIn(token.value, token.source) } };
}

function firstOf<Value>(...from: readonly (readonly [Value | undefined, string])[]): Sourced<Value> | null {
  for (const [value, source] of from) if (value !== undefined) return { value, source };
  return null;
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** The address as it is used. @throws Stop when it is none, or when a token would travel to it in the open. */
export function addressOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.search || url.hash) {
    throw misused('the address must be like https://portcullis.example.com');
  }
  if (url.protocol === 'http:' && !LOOPBACK.test(url.hostname)) {
    throw misused(`a token may not travel unencrypted, as it would to ${url.origin}`, 'Use https.');
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

/** Letters and digits, as tokens are: anything else is a file or a line of something else, and must not be sent. */
export function tokenIn(text: string, source: string): string {
  const token = text.trim();
  if (!/^pcl[A-Za-z0-9]{10,80}$/.test(token)) throw misused(`what ${source} holds is no Portcullis token: those begin with pcl and are letters and digits`);
  return token;
}

function readTokenFile(world: World, path: string): string {
  try {
    return world.readFile(path);
  } catch (error) {
    throw unreadable(path, error);
  }
}
