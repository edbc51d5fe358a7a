import type { TenantTokenFilters } from '../../api/tenant-tokens.js';

/** What the address of the list says. What makes no sense is left out. */
export interface AllTokensSearch extends Omit<TenantTokenFilters, 'createdBefore'> {
  /** A day of the viewer's calendar, `2027-01-31`: made before it began. */
  readonly before?: string;
}

export const STATES = ['active', 'expiring', 'expired', 'not_yet_valid', 'exhausted', 'revoked'] as const satisfies readonly TenantTokenFilters['state'][];
export const ACCESS = ['full', 'restricted'] as const;
export const KINDS = ['account', 'tenant', 'service', 'operator'] as const satisfies readonly TenantTokenFilters['kind'][];
const NAME = /^[A-Za-z0-9_-]{1,50}$/;
const LABEL = /^[a-z0-9][a-z0-9._-]{0,31}:[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]{0,100}$/u;
const ACCOUNT = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/;
const DAY = /^\d{4}-\d\d-\d\d$/;

/** Whether a name can begin so. */
export const canBegin = (text: string): boolean => NAME.test(text);
/** `team:dns` */
export const isLabel = (text: string): boolean => LABEL.test(text);

const oneOf = <Value extends string>(values: readonly Value[], value: unknown): Value | undefined => values.find((one) => one === value);
const fitting = (value: unknown, fits: (text: string) => boolean): string | undefined => (typeof value === 'string' && fits(value) ? value : undefined);

/** Of one account, whose tokens are all of one kind, `kind` says nothing. */
export function allTokensSearch({ account, name, label, state, access, kind, before }: Record<string, unknown>): AllTokensSearch {
  const ofAccount = fitting(account, (text) => ACCOUNT.test(text));
  const found = {
    account: ofAccount,
    name: fitting(typeof name === 'number' ? String(name) : name, canBegin),
    label: fitting(label, isLabel),
    state: oneOf(STATES, state),
    access: oneOf(ACCESS, access),
    kind: ofAccount === undefined ? oneOf(KINDS, kind) : undefined,
    before: fitting(before, (text) => DAY.test(text) && !Number.isNaN(Date.parse(text))),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

export const isNarrowed = (search: AllTokensSearch): boolean => Object.keys(search).length > 0;

/** The moment at which a day begins where the viewer is, in RFC 3339. */
export const dayBegins = (day: string): string => new Date(`${day}T00:00:00`).toISOString();

/** The same as the API asks for it. */
export const filtersOf = ({ before, ...rest }: AllTokensSearch): TenantTokenFilters => ({ ...rest, ...(before !== undefined && { createdBefore: dayBegins(before) }) });
