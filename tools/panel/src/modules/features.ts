import { succeeded, type UapiModule } from './uapi-function.js';

const ENABLED = [
  'addondomains', 'apitokens', 'autoresponders', 'backup', 'changemx', 'cron', 'defaultaddress', 'dnssec', 'emailauth',
  'filemanager', 'forwarders', 'ftpaccts', 'mysql', 'parkeddomains', 'popaccts', 'simplezoneedit', 'sslinstall',
  'subdomains', 'webmail', 'zoneedit',
];
const DISABLED = ['bbs', 'chat', 'postgres', 'ssh'];

export const features: UapiModule = {
  /** Every feature of the server, 1 where this account has it. Nothing else in the stand-in looks at them. */
  list_features() {
    const switches: [string, number][] = [...ENABLED, ...DISABLED].map((id) => [id, ENABLED.includes(id) ? 1 : 0]);
    return succeeded(Object.fromEntries(switches));
  },
};
