import { zoneOf } from '../account.js';
import type { CallParameters } from '../call-parameters.js';
import { resourcesOf } from '../modules/dns.js';
import type { CallPlace } from '../modules/uapi-function.js';
import { editZone, type ZoneEdit } from '../zone/edit-zone.js';
import { readRecord, type Read, type RecordDraft } from '../zone/record-draft.js';
import { FIELD_NAMES, zoneLines, zoneRows } from '../zone/zone-text.js';
import { recordAt, relativeName, serialOf, type Zone, type ZoneRecord } from '../zone/zone.js';
import type { Account } from '../account.js';
import { refused, rows, type Api2Function, type Api2Module, type Api2Outcome } from './api2-function.js';

const DEFAULT_TTL_SECONDS = '14400';
const MAX_STRING_LENGTH = 255; // RFC 1035 section 3.3

export const zoneEdit: Api2Module = {
  /** Every zone with the lines of its file. */
  fetchzones: (account) =>
    rows({
      status: 1,
      statusmsg: 'Fetched zones',
      zones: Object.fromEntries(Array.from(account.zones.values(), (zone) => [zone.name, zoneLines(zone)])),
    }),

  /** `domain`; every other parameter is a filter on the field of its name. */
  fetchzone_records: (account, parameters, { touch }) =>
    withZone(account, parameters, (zone) => {
      touch(`zone:${zone.name}`);
      return rows(...filteredRows(zone, parameters));
    }),

  /** The same in one row. */
  fetchzone: (account, parameters, { touch }) =>
    withZone(account, parameters, (zone) => {
      touch(`zone:${zone.name}`);
      const record = filteredRows(zone, parameters);
      return rows({ record, serialnum: serialOf(zone), status: 1, statusmsg: 'Zone fetched' });
    }),

  /** `domain`, `name`, `type`, `ttl`, and the fields of the type. */
  add_zone_record: editor((zone, parameters) => {
    const draft = readDraft(zone, parameters, undefined);
    return draft.ok ? { ok: true, value: { add: [draft.value], edit: [], remove: [] } } : draft;
  }),

  /** `Line` and the fields of the new record. Its name and type are those of the old one where they are left out. */
  edit_zone_record: editor((zone, parameters) => {
    const lineIndex = readLine(parameters, 'Line', 'line');
    const old = recordAt(zone, lineIndex);
    if (!old) return { ok: false, error: 'There is no record on this line.' };
    const draft = readDraft(zone, parameters, old);
    if (!draft.ok) return draft;
    return { ok: true, value: { add: [], edit: [{ ...draft.value, lineIndex }], remove: [] } };
  }),

  remove_zone_record: editor((_, parameters) => ({
    ok: true,
    value: { add: [], edit: [], remove: [readLine(parameters, 'line', 'Line')] },
  })),
};

/** The three that change a zone answer alike: what became of it stands in `data[0].result` alone. */
function editor(read: (zone: Zone, parameters: CallParameters) => Read<Omit<ZoneEdit, 'serial'>>): Api2Function {
  return (account, parameters, { touch }: CallPlace) => {
    const zone = zoneOf(account, parameters.first('domain') ?? '');
    if (!zone) return unchanged(notYours(parameters));
    const edit = read(zone, parameters);
    if (!edit.ok) return unchanged(edit.error);
    for (const resource of resourcesOf(zone, edit.value)) touch(resource);
    const edited = editZone(zone, { serial: serialOf(zone), ...edit.value });
    if (!edited.ok) return unchanged(edited.errors.join(' '));
    account.zones.set(zone.name, edited.zone);
    return rows({ result: { newserial: edited.newSerial, status: 1, statusmsg: 'Bind reloading on stand-in' } });
  };
}

function unchanged(statusmsg: string): Api2Outcome {
  return { ok: false, data: [{ result: { newserial: null, status: 0, statusmsg } }] };
}

function withZone(account: Account, parameters: CallParameters, act: (zone: Zone) => Api2Outcome): Api2Outcome {
  const zone = zoneOf(account, parameters.first('domain') ?? '');
  return zone ? act(zone) : refused(notYours(parameters));
}

function notYours(parameters: CallParameters): string {
  return `You do not have permission to read the zone ${parameters.first('domain') ?? '(none)'}.`;
}

function filteredRows(zone: Zone, parameters: CallParameters) {
  const all = zoneRows(zone);
  const fields = new Set(all.flatMap((row) => Object.keys(row)));
  const filters = [...fields].flatMap((field) => {
    const wanted = parameters.first(field);
    return wanted === undefined ? [] : [{ field, wanted }];
  });
  return all.filter((row) => filters.every(({ field, wanted }) => String(row[field]) === wanted));
}

/** Counted from 0; -1 when there is none. Both spellings occur, and each function prefers its own. */
function readLine(parameters: CallParameters, preferred: string, other: string): number {
  const given = parameters.first(preferred) ?? parameters.first(other) ?? '';
  return /^[1-9]\d{0,8}$/.test(given) ? Number(given) - 1 : -1;
}

function readDraft(zone: Zone, parameters: CallParameters, old: ZoneRecord | undefined): Read<RecordDraft> {
  const type = parameters.first('type')?.toUpperCase() ?? old?.type ?? '';
  const names = Object.hasOwn(FIELD_NAMES, type) ? FIELD_NAMES[type]! : [];
  const kept = old?.type === type ? old.data : [];
  const data = names.map((name, at) => parameters.first(name) ?? (type === 'TXT' ? kept.join('') : (kept[at] ?? '')));
  return readRecord(zone.name, {
    dname: parameters.first('name') ?? (old && relativeName(zone.name, old.name)) ?? '',
    ttl: parameters.first('ttl') ?? String(old?.ttlSeconds ?? DEFAULT_TTL_SECONDS),
    record_type: type,
    data: type === 'TXT' ? strings(data[0]!) : data,
  });
}

/** A long text is several strings of one record. */
function strings(text: string): string[] {
  return text.match(new RegExp(`[^]{1,${MAX_STRING_LENGTH}}`, 'g')) ?? [''];
}
