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
  };
}

export function allDomains(account: Account): string[] {
  return [account.mainDomain, ...account.addonDomains, ...account.parkedDomains, ...account.subDomains];
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
