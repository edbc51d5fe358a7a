/** What a record is to be. */
export interface RecordDraft {
  /** Absolute, folded, without a trailing dot. */
  readonly name: string;
  /** In upper case. */
  readonly type: string;
  /** Null: the zone's own. */
  readonly ttlSeconds: number | null;
  readonly data: readonly string[];
}

/** An edit of one zone, whichever function asked for it. */
export interface ZoneEdit {
  readonly zone: string;
  /** The serial that the caller has read; null where the function takes none. */
  readonly serial: string | null;
  readonly add: readonly RecordDraft[];
  /** Lines are counted from 0, as `parse_zone` does. */
  readonly edit: readonly (RecordDraft & { readonly line: number })[];
  readonly remove: readonly number[];
}

/** What panels call lines that are no records: comments, and texts that go into the zone as they are. */
const NO_TYPE = /^(?:RAW|COMMENT|TTL|ORIGIN|INCLUDE)$/i;

/** Whether this can be the type of a record. */
export function isRecordType(text: string): boolean {
  return /^[A-Za-z0-9]{1,10}$/.test(text) && !NO_TYPE.test(text);
}

/** Whether texts, or lists of them, hold a line end or the like: to a panel that is careless it would begin another record. */
export function holdsControl(value: unknown): boolean {
  return Array.isArray(value) ? value.some(holdsControl) : typeof value === 'string' && /\p{Cc}/u.test(value);
}

/** A number, or a text of digits: clients send either. */
export function wholeNumber(value: unknown): number | null {
  const text = typeof value === 'number' || typeof value === 'string' ? String(value) : '';
  return /^\d{1,10}$/.test(text) ? Number(text) : null;
}

/** The one there is; null when there is none, or several. */
export function only<Value>(values: readonly (Value | null)[]): Value | null {
  return values.length === 1 ? values[0]! : null;
}
