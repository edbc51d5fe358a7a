import { zoneOf } from '../account.js';
import type { CallParameters } from '../call-parameters.js';
import { editZone, type ZoneEdit } from '../zone/edit-zone.js';
import { readAddition, readEdition, readLineIndex, type Read } from '../zone/record-draft.js';
import { parsedEntries, recordAt, recordResource, type Zone } from '../zone/zone.js';
import { failed, missing, succeeded, type Outcome, type UapiModule } from './uapi-function.js';

export const dns: UapiModule = {
  /** `zone` → every entry of the zone file. */
  parse_zone(account, parameters, { touch }) {
    const name = parameters.first('zone');
    if (name === undefined) return missing('zone');
    const zone = zoneOf(account, name);
    if (zone) touch(`zone:${zone.name}`);
    return zone ? succeeded(parsedEntries(zone)) : notYours(name);
  },

  /** `zone`, `serial`, and any number of `add`, `edit`, `remove` → the new serial, a string as on real panels. */
  mass_edit_zone(account, parameters, { touch }) {
    const name = parameters.first('zone');
    if (name === undefined) return missing('zone');
    const zone = zoneOf(account, name);
    if (!zone) return notYours(name);
    const edit = readEdit(zone.name, parameters);
    if (!edit.ok) return failed(edit.error);
    for (const resource of resourcesOf(zone, edit.value)) touch(resource);
    const edited = editZone(zone, edit.value);
    if (!edited.ok) return failed(...edited.errors);
    account.zones.set(zone.name, edited.zone);
    return succeeded({ new_serial: edited.newSerial });
  },
};

function readEdit(zoneName: string, parameters: CallParameters): Read<ZoneEdit> {
  const serial = parameters.first('serial');
  if (serial === undefined) return { ok: false, error: 'The parameter “serial” is required.' };
  const add = readEach(parameters.all('add'), (json) => readAddition(zoneName, json));
  if (!add.ok) return add;
  const edit = readEach(parameters.all('edit'), (json) => readEdition(zoneName, json));
  if (!edit.ok) return edit;
  const remove = readEach(parameters.all('remove'), readLineIndex);
  if (!remove.ok) return remove;
  return { ok: true, value: { serial, add: add.value, edit: edit.value, remove: remove.value } };
}

/** The records as they are to be, and those that stand at the named lines now. */
export function resourcesOf(zone: Zone, { add, edit, remove }: Omit<ZoneEdit, 'serial'>): string[] {
  const old = [...edit.map(({ lineIndex }) => lineIndex), ...remove].flatMap((line) => recordAt(zone, line) ?? []);
  return [...old, ...add, ...edit].map((record) => recordResource(zone.name, record));
}

function readEach<Value>(texts: readonly string[], read: (text: string) => Read<Value>): Read<Value[]> {
  const values: Value[] = [];
  for (const text of texts) {
    const one = read(text);
    if (!one.ok) return one;
    values.push(one.value);
  }
  return { ok: true, value: values };
}

/** The panel's own words, which clients show to their users: the same for a zone of somebody else and one of nobody. */
function notYours(zone: string): Outcome {
  return failed(`You do not control a DNS zone named ${zone}.`);
}
