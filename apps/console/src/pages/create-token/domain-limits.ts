/**
 * Features whose calls are about domains, zones or mailboxes: a grant of them can be limited to a domain. Others are about databases, files or
 * the account as such, and a limit to a domain would leave nothing of them.
 */
const OF_DOMAINS: ReadonlySet<string> = new Set([
  'zoneedit', 'simplezoneedit', 'dnssec', 'addondomains', 'subdomains', 'parkeddomains', 'redirects', 'popaccts', 'forwarders', 'emaildomainfwd',
  'autoresponders', 'defaultaddress', 'lists', 'emailfilter', 'emailauth', 'changemx', 'sslinstall', 'sslmanager', 'autossl',
]);

export const canBeLimited = (feature: string): boolean => OF_DOMAINS.has(feature);
