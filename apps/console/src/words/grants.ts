import type { Grant, Token } from '@portcullis/client';
import type { TFunction } from 'i18next';
import { featureTitle } from './features.js';
import { moment } from './moments.js';

/** What of a token says what it may do. */
export type Rights = Pick<Token, 'access' | 'grants' | 'readOnly'>;
export type Conditions = Pick<Token, 'ipAllowlist' | 'rateLimit' | 'useQuota' | 'timeWindows'>;

/** More of them make a line that nobody reads. */
const MOST_NAMED = 3;

/** All that a token may do, one line for each grant: what it is allowed first, then what is taken from that. */
export function rightsWords({ access, grants, readOnly }: Rights, t: TFunction, language: string): readonly string[] {
  if (access === 'full') return [t(readOnly ? 'rights.fullReadOnly' : 'rights.full')];
  const allowed = grants.filter(({ effect }) => effect !== 'deny');
  const denied = grants.filter(({ effect }) => effect === 'deny');
  const lines = [...allowed, ...denied].map((grant) => grantWords(grant, t, language));
  return [...new Set(lines), ...(readOnly ? [t('rights.readOnly')] : [])];
}

/** One grant: `Let’s Encrypt for example.com`, `DNS zone editor: read, for example.com`, `Not: Change DNS records`. */
export function grantWords(grant: Grant, t: TFunction, language: string): string {
  const what = grant.preset === undefined ? selectorWords(grant, t, language) : presetWords(grant.preset, grant.resources ?? [], t, language);
  if (grant.effect === 'deny') return t('rights.deny', { what });
  if (grant.once === true) return t('rights.once', { what });
  return grant.until === undefined ? what : t('rights.until', { what, at: moment(Date.parse(grant.until), language) });
}

function selectorWords({ feature, operation = '', access, resources }: Grant, t: TFunction, language: string): string {
  const what = feature === undefined ? operationTitle(operation, t) : featureTitle(feature, t);
  if (resources === undefined) return access === undefined ? what : t(`rights.what.${access}`, { what });
  return t(`rights.whatFor.${access ?? 'any'}`, { what, on: listed(resources.map((resource) => resourceWords(resource, t)), t, language) });
}

/** `DNS::parse_zone` → `Read DNS records (DNS::parse_zone)`, `Email::*` → `Everything of Email`; others by their own name. */
export function operationTitle(operation: string, t: TFunction): string {
  const [module = '', name = ''] = operation.split('::');
  if (name === '*') return t('rights.module', { module });
  const title = t(`rights.operations.${module}__${name}` as 'rights.operations.DNS__parse_zone', { defaultValue: '' }) as string;
  return title === '' ? operation : `${title} (${operation})`;
}

/** The preset as a task, `Let’s Encrypt for www.example.com`. One that came to the catalogue later goes by its name. */
function presetWords(preset: string, resources: readonly string[], t: TFunction, language: string): string {
  const on = listed(presetObjects(preset, resources).map((resource) => resourceWords(resource, t)), t, language);
  const words = t(`rights.presets.${preset}.words` as 'rights.presets.acme-dns-01.words', { on, defaultValue: '' }) as string;
  if (words !== '') return words;
  return on === '' ? preset : t('rights.unknownPreset', { name: preset, on });
}

/** What a person would say that the preset is for: of a challenge the host, and not the zone that its record stands in. */
function presetObjects(preset: string, resources: readonly string[]): readonly string[] {
  const ofKind = (...kinds: readonly string[]) => resources.filter((resource) => kinds.includes(resource.split(':', 1)[0]!));
  switch (preset) {
    case 'acme-dns-01':
      return ofKind('record').map((record) => record.replace(/^record:(?:_acme-challenge\.)?(.*)\/[^/]*$/, 'domain:$1'));
    case 'dynamic-dns':
      return [...new Set(ofKind('record').map((record) => record.replace(/^record:(.*)\/[^/]*$/, 'domain:$1')))];
    case 'mailboxes':
      return ofKind('mailbox');
    case 'databases':
      return ofKind('database');
    case 'backup-reader':
      return ofKind('path');
    default:
      return resources;
  }
}

/** `record:www.example.com/A` → `www.example.com (A)`, `path:/public_html/**` → `/public_html and below`. */
export function resourceWords(resource: string, t: TFunction): string {
  const colon = resource.indexOf(':');
  const [kind, text] = [resource.slice(0, colon), resource.slice(colon + 1)];
  switch (kind) {
    case 'record': {
      const slash = text.lastIndexOf('/');
      const [name, type] = [text.slice(0, slash), text.slice(slash + 1)];
      return type === '*' ? t('rights.resources.records', { name }) : t('rights.resources.record', { name, type });
    }
    case 'mailbox':
      return text.startsWith('*@') ? t('rights.resources.mailboxes', { domain: text.slice(2) }) : text;
    case 'database':
    case 'db_user':
    case 'ftp_user':
      return text.endsWith('*') ? t('rights.resources.beginning', { begin: text.slice(0, -1) }) : text;
    case 'path':
      if (text === '/**') return t('rights.resources.home');
      return text.endsWith('/**') ? t('rights.resources.below', { path: text.slice(0, -3) }) : text;
    case 'cron_line':
      return t('rights.resources.cron', { command: text });
    case 'account':
      return text === '*' ? t('rights.resources.accounts') : t('rights.resources.account', { name: text });
    default:
      return text;
  }
}

/** What bounds a token beside its grants and its end. */
export function conditionsWords({ ipAllowlist, rateLimit, useQuota, timeWindows }: Conditions, t: TFunction, language: string): readonly string[] {
  const number = new Intl.NumberFormat(language);
  return [
    ...(ipAllowlist.length > 0 ? [t('rights.conditions.ips', { ips: listed(ipAllowlist, t, language) })] : []),
    ...(rateLimit !== null ? [rateWords(rateLimit, t, number)] : []),
    ...(useQuota !== null ? [t('rights.conditions.quota', { number: number.format(useQuota) })] : []),
    ...(timeWindows.length > 0 ? [t('rights.conditions.windows')] : []),
  ];
}

function rateWords({ requests, seconds }: NonNullable<Conditions['rateLimit']>, t: TFunction, number: Intl.NumberFormat): string {
  const most = number.format(requests);
  if (seconds === 60) return t('rights.conditions.rateMinute', { most });
  if (seconds === 3_600) return t('rights.conditions.rateHour', { most });
  return t('rights.conditions.rate', { most, seconds: number.format(seconds) });
}

/** `a, b and c`; of many the first ones. */
function listed(words: readonly string[], t: TFunction, language: string): string {
  if (words.length > MOST_NAMED) return t('rights.and', { first: words.slice(0, MOST_NAMED).join(', '), more: words.length - MOST_NAMED });
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(words);
}
