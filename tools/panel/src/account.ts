import type { CronLine } from './cron-lines.js';
import { newZone } from './zone/new-zone.js';
import type { Zone } from './zone/zone.js';

/** What an account is when the panel starts. Domains are full names without trailing dots. */
export interface AccountOptions {
  readonly user: string;
  readonly token: string;
  readonly mainDomain: string;
  readonly addonDomains?: readonly string[];
  readonly parkedDomains?: readonly string[];
  /** Each below one of the other domains, in whose zone it lives. */
  readonly subDomains?: readonly string[];
  /** The WHM user it belongs to; default `root`. */
  readonly owner?: string;
  /** The package's name; default `default`. */
  readonly plan?: string;
}

/** The panel's own token of an account. */
export interface NativeToken {
  readonly name: string;
  readonly secret: string;
  /** Unix seconds, as all times here. */
  readonly createTime: number;
  readonly expiresAt: number | null;
  readonly readonly: boolean;
}

/** One account's state, in memory only: it ends with the panel. Maps hold values that are replaced, never changed. */
export interface Account {
  readonly user: string;
  /** By name. */
  readonly tokens: Map<string, NativeToken>;
  mainDomain: string;
  addonDomains: readonly string[];
  parkedDomains: readonly string[];
  subDomains: readonly string[];
  contactEmail: string;
  /** Its tokens open nothing meanwhile. */
  suspended: boolean;
  /** The WHM user it belongs to. */
  owner: string;
  /** The package's name. */
  plan: string;
  /** By name; one for every domain that is not a subdomain. */
  readonly zones: Map<string, Zone>;
  /** Full addresses. Passwords are checked for being there and then forgotten. */
  readonly mailboxes: Set<string>;
  /** By path below the home directory, which itself is not in it (`/public_html/a`); null is a directory. */
  readonly files: Map<string, Buffer | null>;
  cronLines: readonly CronLine[];
  /** Names with their prefix, `alice_`. */
  readonly databases: Set<string>;
  readonly dbUsers: Set<string>;
  /** The privileges by `user database`. */
  readonly dbPrivileges: Map<string, string>;
  /** Home directories, paths as in `files`, by login: `name@domain`. */
  readonly ftpUsers: Map<string, string>;
  /** The domains that have a certificate. */
  readonly certificates: Set<string>;
}

/** A name of its own, so that a token list which holds it can only have come from the panel. */
export const OWN_TOKEN_NAME = 'native-to-the-stand-in-panel';

/** When everything that is there from the start was made. */
export const START_TIME = 1_704_067_200;

/** @throws Error as `addAccount`. */
export function createAccounts(options: readonly AccountOptions[]): Map<string, Account> {
  const accounts = new Map<string, Account>();
  for (const each of options) addAccount(accounts, each);
  return accounts;
}

/** @throws Error when a user or a domain occurs twice, or a subdomain has no parent among the account's domains. */
export function addAccount(accounts: Map<string, Account>, options: AccountOptions): Account {
  if (accounts.has(options.user)) throw new Error(`two accounts are named ${options.user}`);
  const account = createAccount(options);
  const taken = new Set([...accounts.values()].flatMap(allDomains));
  for (const domain of allDomains(account)) {
    if (taken.has(domain)) throw new Error(`the domain ${domain} is given twice`);
    taken.add(domain);
  }
  accounts.set(account.user, account);
  return account;
}

/** A second account of the same content: nothing done to one of them reaches the other. */
export function copyAccount(account: Account): Account {
  return {
    ...account,
    tokens: new Map(account.tokens),
    zones: new Map(account.zones),
    mailboxes: new Set(account.mailboxes),
    files: new Map(account.files),
    databases: new Set(account.databases),
    dbUsers: new Set(account.dbUsers),
    dbPrivileges: new Map(account.dbPrivileges),
    ftpUsers: new Map(account.ftpUsers),
    certificates: new Set(account.certificates),
  };
}

export function allDomains(account: Account): string[] {
  return [account.mainDomain, ...account.addonDomains, ...account.parkedDomains, ...account.subDomains];
}

/** The account's zone of this name, in any case; a dot at the end makes it another name. */
export function zoneOf(account: Account, name: string): Zone | undefined {
  return account.zones.get(name.toLowerCase());
}

export function homeOf(account: Account): string {
  return `/home/${account.user}`;
}

function createAccount(options: AccountOptions): Account {
  const lower = (names: readonly string[] = []): string[] => names.map((name) => name.toLowerCase());
  const [mainDomain] = lower([options.mainDomain]) as [string];
  const addonDomains = lower(options.addonDomains);
  const parkedDomains = lower(options.parkedDomains);
  const subDomains = lower(options.subDomains);
  const zoneNames = [mainDomain, ...addonDomains, ...parkedDomains];
  const zoneOf = new Map(subDomains.map((subDomain) => [subDomain, parentZone(subDomain, zoneNames)]));
  const zones = zoneNames.map((name): [string, Zone] => [
    name,
    newZone(name, subDomains.filter((subDomain) => zoneOf.get(subDomain) === name)),
  ]);
  return {
    user: options.user,
    tokens: new Map([[OWN_TOKEN_NAME, startToken(options.token)]]),
    mainDomain,
    addonDomains,
    parkedDomains,
    subDomains,
    contactEmail: `owner@${mainDomain}`,
    suspended: false,
    owner: options.owner ?? 'root',
    plan: options.plan ?? 'default',
    zones: new Map(zones),
    mailboxes: new Set(),
    files: new Map(['/etc', '/mail', '/public_html', '/ssl', '/tmp'].map((path) => [path, null])),
    cronLines: [],
    databases: new Set(),
    dbUsers: new Set(),
    dbPrivileges: new Map(),
    ftpUsers: new Map(),
    certificates: new Set(),
  };
}

function startToken(secret: string): NativeToken {
  return { name: OWN_TOKEN_NAME, secret, createTime: START_TIME, expiresAt: null, readonly: false };
}

/** @throws Error when the subdomain lies below none of these. */
export function parentZone(subDomain: string, zoneNames: readonly string[]): string {
  const parents = zoneNames.filter((name) => subDomain.endsWith(`.${name}`));
  const [longest] = parents.toSorted((one, other) => other.length - one.length);
  if (longest === undefined) throw new Error(`the subdomain ${subDomain} lies below none of the account's domains`);
  return longest;
}
