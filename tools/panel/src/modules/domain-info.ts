import { homeOf, type Account } from '../account.js';
import { succeeded, type Json, type UapiModule } from './uapi-function.js';

export const domainInfo: UapiModule = {
  /** `main_domain` is a string, whatever the published specification shows: acme.sh reads it as one. */
  list_domains: (account) =>
    succeeded({
      addon_domains: account.addonDomains,
      main_domain: account.mainDomain,
      parked_domains: account.parkedDomains,
      sub_domains: account.subDomains,
    }),

  /** `format` = `hash` (default): by kind of domain; `list`: one list, in which parked domains are only aliases. */
  domains_data(account, parameters) {
    const main = describe(account, account.mainDomain, 'main_domain');
    const addons = account.addonDomains.map((domain) => describe(account, domain, 'addon_domain'));
    const subs = account.subDomains.map((domain) => describe(account, domain, 'sub_domain'));
    if (parameters.first('format') === 'list') return succeeded([main, ...addons, ...subs]);
    return succeeded({
      addon_domains: addons,
      main_domain: main,
      parked_domains: account.parkedDomains,
      sub_domains: subs,
    });
  },
};

function describe(account: Account, domain: string, type: 'main_domain' | 'addon_domain' | 'sub_domain'): Json {
  const isMain = type === 'main_domain';
  const aliases = isMain ? account.parkedDomains.flatMap((parked) => [parked, `www.${parked}`]) : [];
  return {
    documentroot: `${homeOf(account)}/${isMain ? 'public_html' : domain}`,
    domain,
    group: account.user,
    homedir: homeOf(account),
    ip: '192.0.2.10',
    owner: account.owner,
    serveradmin: `webmaster@${domain}`,
    serveralias: [...aliases, `www.${domain}`].join(' '),
    servername: domain,
    type,
    usecanonicalname: 'Off',
    user: account.user,
  };
}
