import type { Policy } from '@portcullis/client';

/** Units that a life can be said in, in seconds; the largest that fits is used. */
export const UNITS = { days: 86_400, hours: 3_600, seconds: 1 } as const;
export type Unit = keyof typeof UNITS;

/** `''`: no limit. */
export interface Span {
  readonly number: number | '';
  readonly unit: Unit;
}

export interface Rate {
  /** `''`: no limit. */
  readonly requests: number | '';
  readonly seconds: number;
}

/** A policy as the fields of its form hold it. */
export interface PolicyFields {
  readonly longestLifeSeconds: Span;
  readonly expiryRequired: boolean;
  readonly idleSeconds: Span;
  readonly deadTokenDays: number;
  readonly ipAllowlist: readonly string[];
  readonly ipAllowlistRequired: boolean;
  readonly tokensPerAccount: number | '';
  readonly rateLimit: Rate;
  readonly tokenRateLimit: Rate;
  /** null: whatever they were given. */
  readonly presets: readonly string[] | null;
}

export const FIELDS = [
  'longestLifeSeconds', 'expiryRequired', 'idleSeconds', 'deadTokenDays', 'ipAllowlist', 'ipAllowlistRequired', 'tokensPerAccount', 'rateLimit',
  'tokenRateLimit', 'presets',
] as const satisfies readonly (keyof Policy)[];
export type Field = (typeof FIELDS)[number];
/** What is wrong with each. */
export type Faults = Readonly<Partial<Record<Field, string>>>;

const MINUTE = 60;

export function fieldsOf(policy: Policy): PolicyFields {
  return {
    longestLifeSeconds: spanOf(policy.longestLifeSeconds),
    expiryRequired: policy.expiryRequired,
    idleSeconds: spanOf(policy.idleSeconds),
    deadTokenDays: policy.deadTokenDays,
    ipAllowlist: policy.ipAllowlist ?? [],
    ipAllowlistRequired: policy.ipAllowlistRequired,
    tokensPerAccount: policy.tokensPerAccount ?? '',
    rateLimit: rateOf(policy.rateLimit),
    tokenRateLimit: rateOf(policy.tokenRateLimit),
    presets: policy.presets,
  };
}

export function policyOf(fields: PolicyFields): Policy {
  return {
    longestLifeSeconds: secondsOf(fields.longestLifeSeconds),
    expiryRequired: fields.expiryRequired,
    idleSeconds: secondsOf(fields.idleSeconds),
    deadTokenDays: fields.deadTokenDays,
    ipAllowlist: fields.ipAllowlist.length === 0 ? null : [...fields.ipAllowlist],
    ipAllowlistRequired: fields.ipAllowlistRequired,
    tokensPerAccount: fields.tokensPerAccount === '' ? null : fields.tokensPerAccount,
    rateLimit: limitOf(fields.rateLimit),
    tokenRateLimit: limitOf(fields.tokenRateLimit),
    presets: fields.presets === null ? null : [...fields.presets],
  };
}

/** In which parts two policies are not the same. */
export const differing = (one: Policy, other: Policy): readonly Field[] => FIELDS.filter((field) => unordered(one[field]) !== unordered(other[field]));

/** Lists are the same in any order. */
export const unordered = (value: unknown): string => JSON.stringify(Array.isArray(value) ? value.toSorted() : value);

/** The fields for another try: what somebody changed of `base`, on top of what others have made of it. */
export function onTop(base: Policy, fields: PolicyFields, now: Policy): PolicyFields {
  const mine = differing(base, policyOf(fields));
  return { ...fieldsOf(now), ...Object.fromEntries(mine.map((field) => [field, fields[field]])) };
}

export function spanOf(seconds: number | null): Span {
  if (seconds === null) return { number: '', unit: 'days' };
  const unit = (['days', 'hours'] as const).find((one) => seconds % UNITS[one] === 0) ?? 'seconds';
  return { number: seconds / UNITS[unit], unit };
}

const secondsOf = ({ number, unit }: Span): number | null => (number === '' ? null : number * UNITS[unit]);
const rateOf = (limit: Policy['rateLimit']): Rate => ({ requests: limit?.requests ?? '', seconds: limit?.seconds ?? MINUTE });
const limitOf = ({ requests, seconds }: Rate): Policy['rateLimit'] => (requests === '' ? null : { requests, seconds });
