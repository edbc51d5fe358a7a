import type { Token } from '@portcullis/client';

/** What of a token can be edited on its page. */
export type Edited = Pick<Token, 'name' | 'description' | 'expiresAt' | 'ipAllowlist' | 'readOnly' | 'rateLimit' | 'useQuota' | 'labels'>;
export const EDITED = ['name', 'description', 'expiresAt', 'ipAllowlist', 'readOnly', 'rateLimit', 'useQuota', 'labels'] as const satisfies readonly (keyof Edited)[];
/** What somebody else can have changed meanwhile: that, and what only the API edits. */
export const CHANGEABLE = [...EDITED, 'access', 'grants', 'notBefore', 'timeWindows'] as const satisfies readonly (keyof Token)[];
export type Changeable = (typeof CHANGEABLE)[number];

/** The same as fields of a form hold it. */
export interface EditFields {
  name: string;
  description: string;
  /** `2027-01-31 12:00:00`, in the viewer's own zone; null: never. */
  expiresAt: string | null;
  ipAllowlist: string[];
  readOnly: boolean;
  /** '': no limit. */
  rateRequests: number | '';
  rateSeconds: string;
  useQuota: number | '';
  /** `team:dns` */
  labels: string[];
}

export function fieldsOf({ name, description, expiresAt, ipAllowlist, readOnly, rateLimit, useQuota, labels }: Edited): EditFields {
  return {
    ...{ name, description, readOnly, ipAllowlist: [...ipAllowlist] },
    expiresAt: expiresAt === null ? null : localTime(new Date(expiresAt)),
    rateRequests: rateLimit?.requests ?? '',
    rateSeconds: String(rateLimit?.seconds ?? 60),
    useQuota: useQuota ?? '',
    labels: Object.entries(labels).map(([key, value]) => (value === '' ? key : `${key}:${value}`)),
  };
}

export function editedOf({ name, description, expiresAt, ipAllowlist, readOnly, rateRequests, rateSeconds, useQuota, labels }: EditFields): Edited {
  return {
    ...{ name: name.trim(), description: description.trim(), readOnly, ipAllowlist: ipAllowlist.map((range) => range.trim()) },
    expiresAt: expiresAt === null ? null : new Date(expiresAt.replace(' ', 'T')).toISOString(),
    rateLimit: rateRequests === '' ? null : { requests: rateRequests, seconds: Number(rateSeconds) },
    useQuota: useQuota === '' ? null : useQuota,
    labels: Object.fromEntries(labels.map(labelOf)),
  };
}

function labelOf(text: string): readonly [string, string] {
  const colon = text.indexOf(':');
  return colon < 0 ? [text.trim(), ''] : [text.slice(0, colon).trim(), text.slice(colon + 1).trim()];
}

/**
 * What of `token` the fields say otherwise, as an edit takes it. What a field cannot show, such as parts of a second, is no change: an edit
 * holds just what somebody meant.
 */
export function changesOf(token: Edited, fields: EditFields): Partial<Edited> {
  const before = editedOf(fieldsOf(token));
  const after = editedOf(fields);
  return Object.fromEntries(EDITED.filter((field) => !same(before[field], after[field])).map((field) => [field, after[field]]));
}

/** What has become of `was` in others' hands. */
export function changedMeanwhile(was: Pick<Token, Changeable>, now: Pick<Token, Changeable>): readonly Changeable[] {
  return CHANGEABLE.filter((field) => !same(was[field], now[field]));
}

/** The fields for another try: what somebody typed, on top of what is there now. */
export const onTop = (now: Edited, mine: Partial<Edited>): EditFields => fieldsOf({ ...now, ...mine });

/** The field that an error of the API is about: `/ipAllowlist/0` → `ipAllowlist`; null: none of the form. */
export function fieldOf(pointer: string): keyof EditFields | null {
  const [, name = '', part] = pointer.split('/');
  if (name === 'rateLimit') return part === 'seconds' ? 'rateSeconds' : 'rateRequests';
  return EDITED.includes(name as keyof Edited) ? (name as Exclude<keyof Edited, 'rateLimit'>) : null;
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
/** Labels come in any order. */
const sorted = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)) : value;

/** As date fields want it: `2027-01-31 12:00:00`, by the clock of the viewer. */
export function localTime(date: Date): string {
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${[date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':')}`;
}
