import type { EffectivePolicy, Policy } from '@portcullis/client';
import type { TFunction } from 'i18next';
import { spanOf, unordered, type Field } from './policy-fields.js';

/** What of a saved policy tenants above make stricter, in a sentence for each such field. Of a tenant with none above there is nothing to say. */
export function narrowingWords(policy: Policy, effective: EffectivePolicy, t: TFunction, language: string): Readonly<Partial<Record<Field, string>>> {
  const number = new Intl.NumberFormat(language);
  const list = (texts: readonly string[]): string => new Intl.ListFormat(language).format(texts);
  const span = (seconds: number | null): string | null => {
    const { number: many, unit } = spanOf(seconds);
    if (many === '') return null;
    return new Intl.NumberFormat(language, { style: 'unit', unit: unit.slice(0, -1), unitDisplay: 'long' }).format(many);
  };
  const rate = (limit: Policy['rateLimit']): string | null => limit && rateWords(limit, t, number);
  const values: Readonly<Record<Field, string | null>> = {
    longestLifeSeconds: span(effective.longestLifeSeconds),
    expiryRequired: effective.expiryRequired ? t('policy.values.yes') : null,
    idleSeconds: span(effective.idleSeconds),
    deadTokenDays: span(effective.deadTokenDays * 86_400),
    ipAllowlist: effective.ipAllowlist && (list(effective.ipAllowlist) || t('policy.nowhere')),
    ipAllowlistRequired: effective.ipAllowlistRequired ? t('policy.values.yes') : null,
    tokensPerAccount: effective.tokensPerAccount === null ? null : number.format(effective.tokensPerAccount),
    rateLimit: rate(effective.rateLimit),
    tokenRateLimit: rate(effective.tokenRateLimit),
    presets: effective.presets && (list(effective.presets.map((preset) => t(`rights.presets.${preset}.title` as 'rights.presets.databases.title', { defaultValue: preset }))) || t('policy.values.none')),
  };
  return Object.fromEntries(
    (Object.entries(values) as [Field, string | null][])
      .filter(([field, value]) => value !== null && unordered(policy[field]) !== unordered(effective[field]))
      .map(([field, value]) => [field, t(field === 'ipAllowlist' ? 'policy.narrowedAddresses' : 'policy.narrowed', { value: value ?? '' })]),
  );
}

const SPANS = { 1: 'second', 60: 'minute', 3600: 'hour', 86400: 'day' } as const;

function rateWords({ requests, seconds }: NonNullable<Policy['rateLimit']>, t: TFunction, number: Intl.NumberFormat): string {
  const span = SPANS[seconds as keyof typeof SPANS];
  const many = number.format(requests);
  return span === undefined ? t('policy.values.rate.other', { requests: many, seconds }) : t(`policy.values.rate.${span}`, { requests: many });
}
