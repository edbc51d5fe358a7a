import { parseStrictJson } from '@portcullis/kernel';
import type { PanelCall } from '../call.js';
import { absoluteName, domainName } from '../domain-name.js';
import { readApi2Edit } from './api2-zone-edit.js';
import { holdsControl, isRecordType, only, wholeNumber, type RecordDraft, type ZoneEdit } from './record-draft.js';

const LINE = /^\d{1,9}$/;

/**
 * The edit that a call asks for: `DNS::mass_edit_zone`, WHM's `mass_edit_dns_zone`, and API 2's `ZoneEdit`. Null: it is no such
 * call, or something in it could be read in two ways.
 */
export function readZoneEdit(call: PanelCall): ZoneEdit | null {
  const { api, module, function: name } = call;
  if (api === 'api2' && module === 'ZoneEdit') return readApi2Edit(call);
  const isEdit = (api === 'uapi' && module === 'DNS' && name === 'mass_edit_zone') || (api === 'whm' && name === 'mass_edit_dns_zone');
  return isEdit ? readMassEdit(call) : null;
}

function readMassEdit({ arguments: given }: PanelCall): ZoneEdit | null {
  const zone = only(given.named('zone').map(({ value }) => domainName(value)));
  const serial = only(given.named('serial').map(({ value }) => (LINE.test(value) || /^\d{10}$/.test(value) ? value : null)));
  if (zone === null || serial === null) return null;
  const add = each(given.named('add'), ({ value }) => readDraft(value, zone)?.draft ?? null);
  const edit = each(given.named('edit'), ({ value }) => {
    const read = readDraft(value, zone);
    return read !== null && read.line !== null ? { ...read.draft, line: read.line } : null;
  });
  const remove = each(given.named('remove'), ({ value }) => (LINE.test(value) ? Number(value) : null));
  return add && edit && remove && { zone, serial, add, edit, remove };
}

/** `{"dname","ttl","record_type","data":[…],"line_index"?}` */
function readDraft(json: string, zone: string): { draft: RecordDraft; line: number | null } | null {
  const read = parseStrictJson(json);
  if (!read.ok || typeof read.value !== 'object' || read.value === null || Array.isArray(read.value)) return null;
  const { dname, ttl = null, record_type: type, data, line_index: lineIndex = null } = read.value as Record<string, unknown>;
  const name = typeof dname === 'string' ? absoluteName(dname, zone) : null;
  if (name === null || typeof type !== 'string' || !isRecordType(type)) return null;
  if (!Array.isArray(data) || holdsControl(data) || !data.every((one): one is string => typeof one === 'string')) return null;
  const ttlSeconds = ttl === null ? null : wholeNumber(ttl);
  const line = lineIndex === null ? null : wholeNumber(lineIndex);
  if ((ttl !== null && ttlSeconds === null) || (lineIndex !== null && line === null)) return null;
  return { draft: { name, type: type.toUpperCase(), ttlSeconds, data }, line };
}

function each<From, To>(values: readonly From[], read: (value: From) => To | null): To[] | null {
  const all = values.map(read);
  return all.some((one) => one === null) ? null : (all as To[]);
}
