import { granted, refused, type JsonValue, type Result } from '@portcullis/kernel';
import { readAbsoluteName } from './names.js';
import { objectWith } from './objects.js';
import { readRrsets } from './rrsets.js';

/**
 * Of a zone as an object. `zone`, its text as a master file, is not among them: such a text names other files, makes names by
 * the thousand, and cannot be judged record by record. Nor are those with which a zone reaches beyond itself, to everybody: masters,
 * from which the server fetches it, a catalog, which is another zone, keys for transfers, and the account, which is the operator's word.
 */
const ZONE_FIELDS = [
  ...['id', 'name', 'type', 'url', 'kind', 'rrsets', 'serial', 'notified_serial', 'edited_serial', 'last_check', 'dnssec', 'nsec3param'],
  ...['nsec3narrow', 'presigned', 'soa_edit', 'soa_edit_api', 'api_rectify', 'nameservers'],
];

/** Zones whose contents are what is written here. The server reads any case; `Primary` is later versions' word for `Master`. */
const KEPT_HERE = /^(?:native|master|primary)$/i;

/** The zone that is to be made of this body. */
export function readNewZone(body: JsonValue): Result<string, string> {
  const read = objectWith([...ZONE_FIELDS, 'masters'], body, 'zone');
  if (!read.ok) return read;
  const { name, kind, rrsets, masters = [] } = read.value;
  // Some clients say of each zone they make that it has none.
  if (!Array.isArray(masters) || masters.length > 0) return refused('The field masters of a zone is not passed on, but for an empty list.');
  const zone = readAbsoluteName(name);
  if (zone === null) return refused('The name of a zone is a domain name that ends with a dot.');
  return contentsOf({ kind, rrsets }, zone);
}

/** The zone whose settings, or contents, are to be as in this body: no other than that of the path. */
export function readSettings(body: JsonValue, zone: string): Result<string, string> {
  const read = objectWith(ZONE_FIELDS, body, 'zone');
  if (!read.ok) return read;
  const { name, kind, rrsets } = read.value;
  if (name !== undefined && readAbsoluteName(name) !== zone) return refused('The body names another zone than the path.');
  return contentsOf({ kind, rrsets }, zone);
}

function contentsOf({ kind, rrsets }: { readonly kind: JsonValue | undefined; readonly rrsets: JsonValue | undefined }, zone: string): Result<string, string> {
  if (kind !== undefined && !(typeof kind === 'string' && KEPT_HERE.test(kind))) return refused('The kind of a zone is Native, Master or Primary: others are not passed on.');
  if (rrsets === undefined) return granted(zone);
  const read = readRrsets(rrsets, zone, 'contents');
  return read.ok ? granted(zone) : read;
}
