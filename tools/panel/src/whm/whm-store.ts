import { START_TIME, type Account } from '../account.js';
import { DEFAULT_PACKAGE, type Package } from './package.js';

/** What WHM knows besides accounts and its users. Maps and lists hold values that are replaced, never changed. */
export interface WhmStore {
  /** By name. */
  readonly packages: Map<string, Package>;
  /** By account user name; see `hostingOf`. */
  readonly hosting: Map<string, Hosting>;
  apiTokens: readonly ApiToken[];
}

/** What the server's side of the panel knows about an account besides the account itself. */
export interface Hosting {
  readonly ip: string;
  readonly startedAt: number;
  readonly suspension: { readonly reason: string; readonly since: number } | null;
  /** Limits that were set for this account alone, such as `MAXPOP`. */
  readonly limits: ReadonlyMap<string, string>;
}

/** A token in the panel's own store. It opens nothing here: a gateway answers the functions that make such tokens. */
export interface ApiToken {
  readonly owner: string;
  readonly name: string;
  readonly secret: string;
  readonly acls: readonly string[];
  readonly createTime: number;
  /** Null: never. */
  readonly expiresAt: number | null;
  readonly whitelistIps: readonly string[] | null;
}

/** A range that RFC 5737 sets aside, so that nothing in a test can reach anybody. */
const SHARED_IP = '192.0.2.10';

/** With the one package that accounts have unless they are given another. */
export function createWhmStore(): WhmStore {
  return { packages: new Map([['default', DEFAULT_PACKAGE]]), hosting: new Map(), apiTokens: [] };
}

/** A second store of the same content: nothing done to one of them reaches the other. */
export function copyWhmStore(store: WhmStore): WhmStore {
  return { packages: new Map(store.packages), hosting: new Map(store.hosting), apiTokens: store.apiTokens };
}

export function hostingOf(store: WhmStore, account: Account): Hosting {
  return store.hosting.get(account.user) ?? newHosting(START_TIME);
}

export function newHosting(startedAt: number): Hosting {
  return { ip: SHARED_IP, startedAt, suspension: null, limits: new Map() };
}

export function changeHosting(store: WhmStore, account: Account, change: Partial<Hosting>): void {
  store.hosting.set(account.user, { ...hostingOf(store, account), ...change });
}
