import { allDomains, parentZone, zoneOf, type Account } from './account.js';
import { homePath } from './home-path.js';
import type { CallPlace } from './modules/uapi-function.js';
import { editZone } from './zone/edit-zone.js';
import { newZone } from './zone/new-zone.js';
import { relativeName, serialOf } from './zone/zone.js';

const NAME = /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)+$/;
const ADDRESS = '192.0.2.10';

/** What a change of an account's domains comes to: null, or why it was not made. */
export type Refused = string | null;

/** `label` may be a whole name that ends in the root domain already. */
export function addSubDomain(
  account: Account,
  place: CallPlace,
  label: string,
  rootDomain: string,
  dir: string | undefined,
): Refused {
  const root = folded(rootDomain);
  const given = folded(label);
  const domain = given.endsWith(`.${root}`) ? given : `${given}.${root}`;
  place.touch(`domain:${domain}`);
  if (!allDomains(account).includes(root)) return `You do not control a domain named ${root}.`;
  const taken = free(place, domain) ?? makeDirectory(account, place, dir);
  if (taken !== null) return taken;
  const zone = zoneOf(account, parentZone(domain, [...account.zones.keys()]))!;
  const record = { name: relativeName(zone.name, `${domain}.`)!, ttlSeconds: 14_400, type: 'A', data: [ADDRESS] };
  const edited = editZone(zone, { serial: serialOf(zone), add: [record], edit: [], remove: [] });
  if (edited.ok) account.zones.set(zone.name, edited.zone);
  account.subDomains = [...account.subDomains, domain];
  return null;
}

/** An addon domain stands on a subdomain of the main domain. */
export function addAddonDomain(
  account: Account,
  place: CallPlace,
  newDomain: string,
  label: string,
  dir: string | undefined,
): Refused {
  const domain = folded(newDomain);
  place.touch(`domain:${domain}`);
  const refused = free(place, domain) ?? addSubDomain(account, place, label, account.mainDomain, dir);
  if (refused !== null) return refused;
  account.addonDomains = [...account.addonDomains, domain];
  account.zones.set(domain, newZone(domain, []));
  return null;
}

/** `subdomain` is the whole name of the one it stands on, in the old form `label_main.example` too. */
export function removeAddonDomain(account: Account, place: CallPlace, domain: string, subdomain: string): Refused {
  const name = folded(domain);
  const main = account.mainDomain;
  const under = folded(subdomain).replace(new RegExp(`_${main.replaceAll('.', '\\.')}$`), `.${main}`);
  place.touch(`domain:${name}`);
  place.touch(`domain:${under}`);
  if (!account.addonDomains.includes(name)) return `There is no addon domain ${name}.`;
  if (!account.subDomains.includes(under)) return `There is no subdomain ${under}.`;
  account.addonDomains = account.addonDomains.filter((each) => each !== name);
  account.subDomains = account.subDomains.filter((each) => each !== under);
  account.zones.delete(name);
  return null;
}

export function parkDomain(account: Account, place: CallPlace, domain: string, topDomain: string | undefined): Refused {
  const name = folded(domain);
  place.touch(`domain:${name}`);
  if (topDomain) {
    const top = folded(topDomain);
    place.touch(`domain:${top}`);
    if (!allDomains(account).includes(top)) return `You do not control a domain named ${top}.`;
  }
  const refused = free(place, name);
  if (refused !== null) return refused;
  account.parkedDomains = [...account.parkedDomains, name];
  account.zones.set(name, newZone(name, []));
  return null;
}

export function unparkDomain(account: Account, place: CallPlace, domain: string): Refused {
  const name = folded(domain);
  place.touch(`domain:${name}`);
  if (!account.parkedDomains.includes(name)) return `There is no parked domain ${name}.`;
  account.parkedDomains = account.parkedDomains.filter((each) => each !== name);
  account.zones.delete(name);
  return null;
}

function makeDirectory(account: Account, place: CallPlace, dir: string | undefined): Refused {
  if (!dir) return null;
  const path = homePath(account, dir);
  if (path === null) return 'The directory is outside the account.';
  place.touch(`path:${path}`);
  if (path !== '/' && !account.files.has(path)) account.files.set(path, null);
  return null;
}

/** Names are taken by whoever has them first, on the whole server. */
function free({ state }: CallPlace, domain: string): Refused {
  if (!NAME.test(domain)) return 'The name of the domain is not valid.';
  for (const account of state.accounts.values()) {
    if (allDomains(account).includes(domain)) return `The domain ${domain} exists already.`;
  }
  return null;
}

function folded(domain: string): string {
  return domain.toLowerCase().replace(/\.$/, '');
}
