import { randomBase62, type RandomBytes } from './base62.js';

/**
 * Names of things, safe to log. A prefix tells the kind; secrets begin `pcl` and never with one of these.
 * `req` names one HTTP request, `rcp` a receipt, `dny` a denial.
 */
export const ID_PREFIXES = ['ten', 'acc', 'tok', 'evt', 'req', 'rcp', 'dny'] as const;
export type IdPrefix = (typeof ID_PREFIXES)[number];

export type Id<Prefix extends IdPrefix> = `${Prefix}_${string}`;
export type TenantId = Id<'ten'>;
export type AccountId = Id<'acc'>;
export type TokenId = Id<'tok'>;
export type EventId = Id<'evt'>;
export type DenialId = Id<'dny'>;

/** The reserved root tenant: operators' tokens belong to it. */
export const PLATFORM_TENANT_ID: TenantId = 'ten_platform';

const ID_DIGITS = 22; // 131 bits: collisions do not happen, and nobody guesses one

/** A new id such as `tok_4Gk…` (22 base62 digits). */
export function newId<Prefix extends IdPrefix>(prefix: Prefix, randomBytes: RandomBytes): Id<Prefix> {
  return `${prefix}_${randomBase62(ID_DIGITS, randomBytes)}`;
}

/** What an id of this kind looks like (the platform tenant's fixed name included). */
export function idPattern(prefix: IdPrefix): RegExp {
  return prefix === 'ten' ? new RegExp(`^ten_(?:platform|[0-9A-Za-z]{${ID_DIGITS}})$`) : new RegExp(`^${prefix}_[0-9A-Za-z]{${ID_DIGITS}}$`);
}

const PATTERNS = Object.fromEntries(ID_PREFIXES.map((prefix) => [prefix, idPattern(prefix)])) as Readonly<Record<IdPrefix, RegExp>>;

/** Whether `text` is an id of this kind. */
export function isId<Prefix extends IdPrefix>(prefix: Prefix, text: string): text is Id<Prefix> {
  return PATTERNS[prefix].test(text);
}
