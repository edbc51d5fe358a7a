import type { TFunction } from 'i18next';
import type { featureGroups } from '../texts/en/features.js';

/** What people look for a feature under, as panels group their icons. */
export type FeatureGroup = keyof typeof featureGroups;

const GROUPS: Readonly<Record<Exclude<FeatureGroup, 'other'>, readonly string[]>> = {
  domains: ['zoneedit', 'simplezoneedit', 'dynamicdns', 'dnssec', 'addondomains', 'subdomains', 'parkeddomains', 'redirects'],
  email: [
    'popaccts', 'forwarders', 'emaildomainfwd', 'autoresponders', 'defaultaddress', 'lists', 'emailfilter', 'emailauth', 'emailtrace', 'changemx',
    'spamassassin', 'spambox', 'boxtrapper', 'greylist', 'email_disk_usage', 'csvimport', 'caldavcarddav', 'webmail',
  ],
  websites: [
    'wp-toolkit', 'sitejet', 'sitepublisher', 'passengerapps', 'multiphp', 'multiphp_ini_editor', 'handlers', 'mime', 'indexmanager', 'koality', 'cron',
    'cpanelpro_images',
  ],
  files: ['filemanager', 'ftpaccts', 'ftpsetup', 'webdisk', 'backup', 'filerestoration', 'version_control'],
  databases: ['mysql', 'postgres'],
  security: [
    'autossl', 'sslinstall', 'sslmanager', 'ssh', 'blockers', 'ipdeny', 'hotlink', 'webprotect', 'modsecurity', 'clamavconnector_scan', 'pgp', 'apitokens',
    'twofactorauth', 'password',
  ],
  metrics: ['bandwidth', 'awstats', 'webalizer', 'analog', 'statselect', 'rawlog', 'errlog', 'serverstatus'],
  account: ['user_manager', 'team_manager', 'updatecontact', 'updatenotificationprefs', 'feature', 'setlang', 'theme-switch', 'market', 'cpanelpro_support'],
};

/** `zoneedit` → `DNS zone editor`; a feature that only this provider has by its own name. */
export const featureTitle = (feature: string, t: TFunction): string => t(`rights.features.${feature}` as 'rights.features.zoneedit', { defaultValue: feature });

export interface GroupedFeatures {
  readonly group: FeatureGroup;
  /** By title. */
  readonly features: readonly { readonly name: string; readonly title: string }[];
}

/**
 * The features that an account has, under what people look for them. Groups without one are left out, and so is what `search` does not find:
 * it is looked for in titles, names and the titles of groups, in any case.
 */
export function groupedFeatures(features: readonly string[], t: TFunction, search = ''): readonly GroupedFeatures[] {
  const wanted = search.trim().toLowerCase();
  const known = new Set(Object.values(GROUPS).flat());
  const all: readonly (readonly [FeatureGroup, readonly string[]])[] = [
    ...(Object.entries(GROUPS) as [FeatureGroup, readonly string[]][]),
    ['other', features.filter((feature) => !known.has(feature))],
  ];
  return all.flatMap(([group, members]) => {
    const whole = t(`rights.featureGroups.${group}`).toLowerCase().includes(wanted);
    const found = members
      .filter((name) => features.includes(name))
      .map((name) => ({ name, title: featureTitle(name, t) }))
      .filter(({ name, title }) => whole || title.toLowerCase().includes(wanted) || name.includes(wanted))
      .sort((one, other) => one.title.localeCompare(other.title));
    return found.length === 0 ? [] : [{ group, features: found }];
  });
}
