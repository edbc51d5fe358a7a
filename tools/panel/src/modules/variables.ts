import { allDomains, homeOf, type Account } from '../account.js';
import { succeeded, type Json, type UapiModule } from './uapi-function.js';

const SERVER: Readonly<Record<string, Json>> = {
  file_upload_max_bytes: 8_388_608,
  hostname: 'stand-in.example',
  ip: '192.0.2.10',
  operating_system: 'none',
  version: '0.0 (stand-in)',
};

export const variables: UapiModule = {
  /** Everything known about the account, or only what `name`, `name-1`, … ask for. */
  get_user_information(account, parameters) {
    const wanted = parameters.all('name');
    const known = Object.entries(information(account));
    return succeeded(Object.fromEntries(wanted.length ? known.filter(([name]) => wanted.includes(name)) : known));
  },

  /** The same of the server. */
  get_server_information(_, parameters) {
    const wanted = parameters.all('name');
    const known = Object.entries(SERVER);
    return succeeded(Object.fromEntries(wanted.length ? known.filter(([name]) => wanted.includes(name)) : known));
  },
};

function information(account: Account): Record<string, Json> {
  return {
    contact_email: account.contactEmail,
    created: 1_704_067_200,
    created_in_version: '0.0.0.0',
    domain: account.mainDomain,
    domains: allDomains(account),
    feature_list: 'default',
    home: homeOf(account),
    ip: '192.0.2.10',
    locale: 'en',
    mailbox_format: 'maildir',
    maximum_mail_accounts: 'unlimited',
    plan: account.plan,
    shell: '/sbin/nologin',
    user: account.user,
  };
}
