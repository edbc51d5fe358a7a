import type { Token } from '@portcullis/client';
import type { TFunction } from 'i18next';
import { moment } from '../../words/moments.js';
import type { Changeable } from './edit-fields.js';

/** One field of a token in words, such as `Never` or `100 requests a minute`. */
export function valueWords(field: Changeable, token: Pick<Token, Changeable>, t: TFunction, language: string): string {
  switch (field) {
    case 'name':
    case 'description':
      return token[field] === '' ? t('token.none') : token[field];
    case 'expiresAt':
      return token.expiresAt === null ? t('token.never') : moment(Date.parse(token.expiresAt), language);
    case 'notBefore':
      return token.notBefore === null ? t('token.atOnce') : moment(Date.parse(token.notBefore), language);
    case 'ipAllowlist':
      return token.ipAllowlist.length === 0 ? t('token.anyAddress') : token.ipAllowlist.join(', ');
    case 'readOnly':
      return t(token.readOnly ? 'token.yes' : 'token.no');
    case 'rateLimit':
      return rateWords(token.rateLimit, t, language);
    case 'useQuota':
      return token.useQuota === null ? t('token.anyNumber') : t('token.uses', { count: token.useQuota, number: new Intl.NumberFormat(language).format(token.useQuota) });
    case 'labels':
      return labelTexts(token.labels).join(', ') || t('token.none');
    case 'access':
    case 'grants':
      return t(token.access === 'full' ? 'token.rights.full' : 'token.rights.restricted', { count: token.grants.length });
    case 'timeWindows':
      return token.timeWindows.map((window) => windowWords(window, language)).join('; ') || t('token.anyTime');
  }
}

export const labelTexts = (labels: Token['labels']): readonly string[] => Object.entries(labels).map(([key, value]) => (value === '' ? key : `${key}: ${value}`));

const SPANS = { 1: 'second', 60: 'minute', 3600: 'hour', 86400: 'day' } as const;

export function rateWords(limit: Token['rateLimit'], t: TFunction, language: string): string {
  if (limit === null) return t('token.noRate');
  const requests = new Intl.NumberFormat(language).format(limit.requests);
  const span = SPANS[limit.seconds as keyof typeof SPANS];
  return span === undefined ? t('token.rate.other', { requests, seconds: limit.seconds }) : t(`token.rate.${span}`, { requests });
}

/** `Mon, Tue, Wed 08:00–18:00 (Europe/Berlin)` */
export function windowWords({ days, from, to, zone }: Token['timeWindows'][number], language: string): string {
  return `${days.map((day) => dayWords(day, language)).join(', ')} ${from}–${to} (${zone})`;
}

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
/** The first of January 2024 was a Monday. */
const dayWords = (day: (typeof DAYS)[number], language: string): string =>
  new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' }).format(Date.UTC(2024, 0, 1 + DAYS.indexOf(day)));
