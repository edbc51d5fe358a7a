import type { PanelCall } from '../call.js';
import { absoluteName, domainName } from '../domain-name.js';
import type { Parameters } from '../parameters.js';
import { holdsControl, only, wholeNumber, type RecordDraft, type ZoneEdit } from './record-draft.js';

/** Which parameters hold a record's data, by type, in the order that zone files have them. */
const DATA: Readonly<Record<string, readonly string[]>> = {
  A: ['address'],
  AAAA: ['address'],
  CAA: ['flag', 'tag', 'value'],
  CNAME: ['cname'],
  DNAME: ['dname'],
  MX: ['preference', 'exchange'],
  NS: ['nsdname'],
  PTR: ['ptrdname'],
  SRV: ['priority', 'weight', 'port', 'target'],
  TXT: ['txtdata'],
};
/** RFC 1035 section 3.3: a character-string has at most so many bytes. */
const STRING_BYTES = 255;

/** API 2's `ZoneEdit::{add,edit,remove}_zone_record`. Null: something in it could be read in two ways. */
export function readApi2Edit({ function: name, arguments: given }: PanelCall): ZoneEdit | null {
  const zone = readZone(given);
  if (zone === null) return null;
  const edit = { zone, serial: null, add: [], edit: [], remove: [] };
  switch (name) {
    case 'add_zone_record': {
      const draft = readDraft(given, zone);
      return draft && { ...edit, add: [draft] };
    }
    case 'edit_zone_record': {
      const [draft, line] = [readDraft(given, zone), readLine(given)];
      return draft && line !== null ? { ...edit, edit: [{ ...draft, line }] } : null;
    }
    case 'remove_zone_record': {
      const line = readLine(given);
      return line === null ? null : { ...edit, remove: [line] };
    }
    default:
      return null;
  }
}

function readZone(given: Parameters): string | null {
  return only(given.named('domain').map(({ value }) => domainName(value)));
}

/** Counted from 1 here, and written in either case. */
function readLine(given: Parameters): number | null {
  const line = only(given.named('line').map(({ value }) => wholeNumber(value)));
  return line === null || line === 0 ? null : line - 1;
}

function readDraft(given: Parameters, zone: string): RecordDraft | null {
  const one = (name: string): string | null => only(given.named(name).map(({ value }) => value));
  const type = one('type')?.toUpperCase() ?? '';
  const wanted = one('name');
  const name = wanted === null ? null : absoluteName(wanted, zone);
  const data = Object.hasOwn(DATA, type) ? DATA[type]!.map(one) : [];
  if (name === null || data.length === 0 || holdsControl(data) || !data.every((value) => value !== null)) return null;
  const ttl = given.named('ttl').length === 0 ? null : wholeNumber(one('ttl'));
  if (ttl === null && given.named('ttl').length > 0) return null;
  const written = type === 'TXT' ? strings(data[0]!) : data;
  return written && { name, type, ttlSeconds: ttl, data: written };
}

/** A text as the character-strings that make it up. Quotes around it are the client's way to keep blanks. Null: it cannot be divided. */
function strings(text: string): string[] | null {
  const bare = text.replace(/^"(.*)"$/s, '$1');
  if (Buffer.byteLength(bare) <= STRING_BYTES) return [bare];
  return /^[ -~]*$/.test(bare) ? bare.match(new RegExp(`.{1,${STRING_BYTES}}`, 'g')) : null;
}
