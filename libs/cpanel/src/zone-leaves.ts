import { parseLeaf, type Leaf } from '@portcullis/access';
import { parseStrictJson } from '@portcullis/kernel';
import type { PanelCall } from './call.js';
import { isObject } from './json-body.js';
import { foldedDomain, namedLeaf, UNREAD_NAME, UNREAD_REQUEST } from './leaf-name.js';
import { holdsControl, isRecordType } from './lines/record-draft.js';
import type { Parameter } from './parameters.js';

/**
 * What an edit of a zone touches. Records that it changes or removes are named by their lines, so they stay unread
 * until the zone was read.
 */
export function zoneLeaves(call: PanelCall, kind: 'mass' | 'add' | 'edit' | 'remove'): Leaf[] {
  const { arguments: given } = call;
  const zones = call.api === 'whm' && kind !== 'mass' ? [...given.named('domain'), ...given.named('zone')] : given.named(kind === 'mass' ? 'zone' : 'domain');
  const zone = zones.length === 1 ? namedLeaf('zone', foldedDomain(zones[0]!.value)) : UNREAD_NAME;
  if (zone.kind !== 'zone') return [UNREAD_REQUEST];
  return kind === 'mass' ? massLeaves(call, zone) : [...(kind === 'remove' ? [] : drawn(call, zone, kind)), ...(kind === 'add' ? [] : [unreadRecord(zone)])];
}

interface Zone {
  readonly kind: string;
  readonly name: string;
}

function massLeaves({ arguments: given }: PanelCall, zone: Zone & Leaf): Leaf[] {
  const drafts = [...given.named('add'), ...given.named('edit')].flatMap((draft) => draftLeaves(draft, zone));
  const lines = given.named('edit').length + given.named('remove').length > 0 ? [unreadRecord(zone)] : [];
  return drafts.length + lines.length > 0 ? [...drafts, ...lines] : [zone];
}

/** `{"dname":…,"record_type":…}` */
function draftLeaves({ value }: Parameter, zone: Zone): Leaf[] {
  const json = parseStrictJson(value);
  if (!json.ok || !isObject(json.value)) return [UNREAD_REQUEST];
  const { dname, record_type: type, data } = json.value;
  const known = !holdsControl(data) && Object.keys(json.value).every((key) => ['dname', 'ttl', 'record_type', 'data', 'line_index'].includes(key));
  return known && typeof dname === 'string' && typeof type === 'string' ? recordLeaves(dname, type, zone) : [UNREAD_REQUEST];
}

/** The record that the parameters describe. Of an edit they may leave out what stays. */
function drawn({ arguments: given }: PanelCall, zone: Zone, kind: 'add' | 'edit'): Leaf[] {
  if (given.all.some(({ value }) => holdsControl(value))) return [UNREAD_REQUEST];
  const [names, types] = [given.named('name'), given.named('type')];
  if (kind === 'edit' && (names.length === 0 || types.length === 0)) return names.length + types.length === 0 ? [] : [unreadRecord(zone)];
  return names.length === 1 && types.length === 1 ? recordLeaves(names[0]!.value, types[0]!.value, zone) : [UNREAD_REQUEST];
}

/** With a trailing dot absolute, else relative; a name that ends in the zone's own is taken for either. */
function recordLeaves(written: string, typeText: string, zone: Zone): Leaf[] {
  const name = foldedDomain(written);
  const type = typeText.toUpperCase();
  if (name === '' || !isRecordType(typeText)) return [unreadRecord(zone)];
  if (written === '@') return [recordLeaf(zone.name, type, zone)];
  const within = name === zone.name || name.endsWith(`.${zone.name}`);
  // Nobody's grant of the zone means names outside it.
  if (written.endsWith('.')) return [within ? recordLeaf(name, type, zone) : { kind: 'unread', of: 'record', zone: null }];
  return [...(within ? [name] : []), `${name}.${zone.name}`].map((absolute) => recordLeaf(absolute, type, zone));
}

function recordLeaf(name: string, type: string, zone: Zone): Leaf {
  const leaf = name.length <= 253 ? parseLeaf(`record:${name}/${type}`) : null;
  return leaf?.kind === 'record' ? { ...leaf, zone: zone.name } : unreadRecord(zone);
}

function unreadRecord({ name }: Zone): Leaf {
  return { kind: 'unread', of: 'record', zone: name };
}
