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
}

/** One account's state, in memory only: it ends with the panel. */
export interface Account {
  readonly user: string;
  readonly token: string;
  readonly mainDomain: string;
  readonly addonDomains: readonly string[];
  readonly parkedDomains: readonly string[];
  readonly subDomains: readonly string[];
  /** By name; one for every domain that is not a subdomain. */
  readonly zones: Map<string, Zone>;
  /** Full addresses. Passwords are checked for being there and then forgotten. */
  readonly mailboxes: Set<string>;
}

/** @throws Error when a user or a domain occurs twice, or a subdomain has no parent among the account's domains. */
export function createAccounts(options: readonly AccountOptions[]): ReadonlyMap<string, Account> {
  const accounts = new Map<string, Account>();
  const taken = new Set<string>();
  for (const each of options) {
    if (accounts.has(each.user)) throw new Error(`two accounts are named ${each.user}`);
    const account = createAccount(each);
    for (const domain of allDomains(account)) {
      if (taken.has(domain)) throw new Error(`the domain ${domain} is given twice`);
      taken.add(domain);
    }
    accounts.set(each.user, account);
  }
  return accounts;
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
    token: options.token,
    mainDomain,
    addonDomains,
    parkedDomains,
    subDomains,
    zones: new Map(zones),
    mailboxes: new Set(),
  };
}

function parentZone(subDomain: string, zoneNames: readonly string[]): string {
  const parents = zoneNames.filter((name) => subDomain.endsWith(`.${name}`));
  const [longest] = parents.toSorted((one, other) => other.length - one.length);
  if (longest === undefined) throw new Error(`the subdomain ${subDomain} lies below none of the account's domains`);
  return longest;
}
