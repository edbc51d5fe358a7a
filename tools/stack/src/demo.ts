/** What `npm start` seeds, so that there is something to try. */
export const DEMO = {
  tenant: 'demo',
  tenantName: 'Demo Hosting',
  account: 'alice',
  domain: 'example.com',
  featureList: 'default',
} as const;

/** What a common hosting plan includes, by the panel's own names. */
export const DEMO_FEATURES: readonly string[] = [
  'addondomains',
  'apitokens',
  'autoresponders',
  'autossl',
  'backup',
  'bandwidth',
  'boxtrapper',
  'changemx',
  'cron',
  'defaultaddress',
  'dnssec',
  'dynamicdns',
  'email_disk_usage',
  'emailauth',
  'emailtrace',
  'filemanager',
  'forwarders',
  'ftpaccts',
  'lists',
  'mysql',
  'parkeddomains',
  'popaccts',
  'redirects',
  'spamassassin',
  'sslinstall',
  'sslmanager',
  'subdomains',
  'webmail',
  'zoneedit',
];

/** As an ACME client needs it, and nothing beyond. */
export const RESTRICTED_GRANTS: readonly { readonly operation: string }[] = [
  { operation: 'DomainInfo::list_domains' },
  { operation: 'DNS::parse_zone' },
  { operation: 'DNS::mass_edit_zone' },
];
