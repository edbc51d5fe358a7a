import type { Account } from '../account.js';
import { missing, succeeded, type Json, type UapiModule } from './uapi-function.js';

const FACTS: Readonly<Record<string, { readonly item: string; readonly value: (account: Account) => string }>> = {
  cpanelversion: { item: 'cPanel Version', value: () => '0.0 (stand-in)' },
  hostingpackage: { item: 'Hosting Package', value: () => 'default' },
  hostname: { item: 'Server Name', value: () => 'stand-in.example' },
  theme: { item: 'Theme', value: () => 'none' },
};

const COUNTS: Readonly<Record<string, { readonly item: string; readonly count: (account: Account) => number }>> = {
  addondomains: { item: 'Addon Domains', count: (account) => account.addonDomains.length },
  emailaccounts: { item: 'Email Accounts', count: (account) => account.mailboxes.size },
  parkeddomains: { item: 'Alias Domains', count: (account) => account.parkedDomains.length },
  subdomains: { item: 'Subdomains', count: (account) => account.subDomains.length },
};

export const statsBar: UapiModule = {
  /** `display`: names divided by `|`. Names the stand-in does not know are left out, as on a panel without them. */
  get_stats(account, parameters) {
    const display = parameters.first('display');
    if (!display) return missing('display');
    return succeeded(display.split('|').flatMap((name) => row(name, account)));
  },
};

function row(name: string, account: Account): Json[] {
  if (Object.hasOwn(FACTS, name)) {
    const { item, value } = FACTS[name]!;
    return [{ id: name, item, name, value: value(account) }];
  }
  if (!Object.hasOwn(COUNTS, name)) return [];
  const { item, count } = COUNTS[name]!;
  const used = String(count(account));
  const limit = { _max: 'unlimited', _maxed: 0, is_maxed: 0, max: 'unlimited', percent: 0 };
  return [{ _count: used, count: used, id: name, item, name, ...limit }];
}
