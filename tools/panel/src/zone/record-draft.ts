import { isIPv4, isIPv6 } from 'node:net';
import { relativeName, type ZoneRecord } from './zone.js';

/** What a caller wants a record to be, checked and with its name made relative to the zone. */
export type RecordDraft = Omit<ZoneRecord, 'kind' | 'lineCount'>;

export type Read<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: string };

const MAX_TTL_SECONDS = 2 ** 31 - 1; // RFC 2181 section 8
const MAX_STRING_BYTES = 255; // RFC 1035 section 3.3
const NAME = /^(?=.{1,253}$)(?!.*\.\.)[A-Za-z0-9_*-]([A-Za-z0-9_.*-]*[A-Za-z0-9_.])?$/;

const FIELDS_PER_TYPE: Readonly<Record<string, (data: readonly string[]) => boolean>> = {
  A: (data) => data.length === 1 && isIPv4(data[0]!),
  AAAA: (data) => data.length === 1 && isIPv6(data[0]!),
  CAA: (data) => data.length === 3,
  CNAME: (data) => data.length === 1,
  DNAME: (data) => data.length === 1,
  MX: (data) => data.length === 2,
  NS: (data) => data.length === 1,
  PTR: (data) => data.length === 1,
  SRV: (data) => data.length === 4,
  TXT: (data) => data.length >= 1 && data.every((text) => Buffer.byteLength(text) <= MAX_STRING_BYTES),
};

/** One value of `add`: `{"dname","ttl","record_type","data":[…]}` as JSON text. */
export function readAddition(zoneName: string, json: string): Read<RecordDraft> {
  const fields = readObject(json);
  return fields ? readRecord(zoneName, fields) : failed('add');
}

/** One value of `edit`: as `add`, with the `line_index` of the record to replace. */
export function readEdition(zoneName: string, json: string): Read<RecordDraft & { readonly lineIndex: number }> {
  const fields = readObject(json);
  if (!fields) return failed('edit');
  const lineIndex = readLineIndex(String(fields['line_index']));
  if (!lineIndex.ok) return lineIndex;
  const draft = readRecord(zoneName, fields);
  return draft.ok ? { ok: true, value: { ...draft.value, lineIndex: lineIndex.value } } : draft;
}

/** One value of `remove`, or the `line_index` of an edit. */
export function readLineIndex(text: string): Read<number> {
  if (!/^\d{1,9}$/.test(text)) return { ok: false, error: 'A line index must be a whole number.' };
  return { ok: true, value: Number(text) };
}

/** The fields of a record, already taken out of their JSON. */
export function readRecord(zoneName: string, fields: Readonly<Record<string, unknown>>): Read<RecordDraft> {
  const { dname, ttl, record_type: type, data } = fields;
  if (typeof dname !== 'string' || !(dname === '@' || NAME.test(dname))) {
    return { ok: false, error: 'The record needs a valid dname.' };
  }
  const name = relativeName(zoneName, dname);
  if (name === null) return { ok: false, error: `The name ${dname} is outside the zone ${zoneName}.` };
  const ttlSeconds = /^\d{1,10}$/.test(String(ttl)) ? Number(ttl) : Number.NaN;
  if (!(ttlSeconds <= MAX_TTL_SECONDS)) return { ok: false, error: 'The record needs a valid ttl.' };
  if (!Array.isArray(data) || !data.every((field): field is string => typeof field === 'string')) {
    return { ok: false, error: 'The record needs data as a list of strings.' };
  }
  // The panel writes the SOA itself, serial and all; what a real one does with such an edit is not published.
  if (typeof type !== 'string' || !Object.hasOwn(FIELDS_PER_TYPE, type)) {
    return { ok: false, error: 'The record needs a record_type that can be edited.' };
  }
  if (!FIELDS_PER_TYPE[type]!(data)) return { ok: false, error: `The data does not suit a record of type ${type}.` };
  return { ok: true, value: { name, ttlSeconds, type, data } };
}

function readObject(json: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

function failed(parameter: string): { readonly ok: false; readonly error: string } {
  return { ok: false, error: `Each value of “${parameter}” must be a JSON object.` };
}
