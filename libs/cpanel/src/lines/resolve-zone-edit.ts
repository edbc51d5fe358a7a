import type { Leaf } from '@portcullis/access';
import { granted, refused, type Result } from '@portcullis/kernel';
import type { RecordDraft, ZoneEdit } from './record-draft.js';
import type { ZoneLine, ZoneReading } from './zone-reading.js';

/**
 * Every record that an edit touches, the old ones at its lines and the new ones. A refusal is a sentence: the zone is no longer
 * what the caller has read, or no record stands where it says.
 */
export function touchedRecords(edit: ZoneEdit, reading: ZoneReading): Result<Leaf[], string> {
  if (edit.serial !== null && edit.serial !== reading.serial) {
    return refused(`The serial number of ${edit.zone} is ${reading.serial} and not the one given: read the zone again, then retry.`);
  }
  const lines = [...edit.edit.map(({ line }) => line), ...edit.remove];
  const old = lines.map((line) => reading.records.find((record) => record.line === line));
  const nowhere = lines.find((_, at) => old[at] === undefined);
  if (nowhere !== undefined) return refused(`There is no record at the line given: read the zone again, then retry.`);
  return granted([...edit.add, ...edit.edit, ...(old as ZoneLine[])].map(({ name, type }) => ({ kind: 'record', zone: edit.zone, name, type })));
}

const DEFAULT_TTL_SECONDS = 14_400;

/**
 * The form of a `mass_edit_zone` call that does exactly this edit, and only to the zone as it was read: the panel compares the
 * serial. A record without a time to live keeps the one of the record before it.
 */
export function massEditForm(edit: ZoneEdit, reading: ZoneReading): string {
  const ttlOf = (line: number): number => reading.records.find((record) => record.line === line)?.ttlSeconds ?? DEFAULT_TTL_SECONDS;
  const pairs = [
    ['zone', edit.zone],
    ['serial', reading.serial],
    ...edit.add.map((draft) => ['add', written(draft, DEFAULT_TTL_SECONDS)]),
    ...edit.edit.map(({ line, ...draft }) => ['edit', written(draft, ttlOf(line), line)]),
    ...edit.remove.map((line) => ['remove', String(line)]),
  ];
  return pairs.map((pair) => pair.map((text) => encodeURIComponent(text)).join('=')).join('&');
}

function written({ name, type, ttlSeconds, data }: RecordDraft, ttl: number, line?: number): string {
  return JSON.stringify({ dname: `${name}.`, ttl: ttlSeconds ?? ttl, record_type: type, data, ...(line !== undefined && { line_index: line }) });
}

/** What the panel answered to that call, as far as whoever asked through API 2 hears of it. */
export function readMassEditAnswer(body: Uint8Array): Result<{ readonly newSerial: string }, string> {
  let answer: { status?: unknown; data?: { new_serial?: unknown } | null; errors?: unknown } | null;
  try {
    answer = JSON.parse(Buffer.from(body).toString('utf8')) as typeof answer;
  } catch {
    answer = null;
  }
  const newSerial = answer?.data?.new_serial;
  if (answer?.status === 1 && (typeof newSerial === 'string' || typeof newSerial === 'number')) return granted({ newSerial: String(newSerial) });
  const errors: unknown[] = Array.isArray(answer?.errors) ? answer.errors : [];
  return refused(errors.find((text): text is string => typeof text === 'string') ?? 'The panel did not carry the edit out.');
}
