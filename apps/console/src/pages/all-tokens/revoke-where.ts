import type { Where } from '../../api/tenant-tokens.js';
import { dayBegins, isLabel, type AllTokensSearch } from './all-tokens-search.js';

/** Which tokens are meant, as the form holds it. Empty: says nothing. */
export interface WhereFields {
  readonly isAll: boolean;
  readonly account: string | null;
  readonly label: string;
  readonly feature: string | null;
  /** `2027-01-31` */
  readonly before: string | null;
  readonly kind: NonNullable<AllTokensSearch['kind']> | '';
}

/** What of a list's filters can say which are revoked: the others can not. */
export function whereFieldsOf({ account, label, before, kind }: AllTokensSearch): WhereFields {
  return { isAll: false, account: account ?? null, label: label ?? '', feature: null, before: before ?? null, kind: kind ?? '' };
}

/** Why it cannot be sent so; null: it can. */
export function whereFault({ isAll, label, ...rest }: WhereFields): 'nothing' | 'label' | null {
  if (isAll) return null;
  if (label.trim() !== '' && !isLabel(label.trim())) return 'label';
  return label.trim() === '' && Object.values(rest).every((value) => value === null || value === '') ? 'nothing' : null;
}

/** The same as the API takes it. Of one account all are of one kind. */
export function whereOf({ isAll, account, label, feature, before, kind }: WhereFields): Where {
  if (isAll) return { all: true };
  return {
    ...(account !== null && { account }),
    ...(label.trim() !== '' && { label: label.trim() }),
    ...(feature !== null && { feature }),
    ...(before !== null && { createdBefore: dayBegins(before) }),
    ...(kind !== '' && account === null && { kind }),
  };
}
