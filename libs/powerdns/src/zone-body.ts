import { granted, refused, type JsonValue, type Result } from '@portcullis/kernel';
import { readAbsoluteName } from './names.js';
import { objectWith } from './objects.js';
import { readRrsets } from './rrsets.js';

/**
 * Of a zone as an object. `zone`, its text as a master file, is not among them: such a text names other files, makes names by
 * the thousand, and cannot be judged record by record.
 */
const ZONE_FIELDS = [
  ...['id', 'name', 'type', 'url', 'kind', 'rrsets', 'serial', 'notified_serial', 'edited_serial', 'last_check', 'masters', 'dnssec', 'nsec3param'],
  ...['nsec3narrow', 'presigned', 'soa_edit', 'soa_edit_api', 'api_rectify', 'catalog', 'account', 'nameservers', 'master_tsig_key_ids', 'slave_tsig_key_ids'],
];

/** The zone that is to be made of this body. */
export function readNewZone(body: JsonValue): Result<string, string> {
  const read = objectWith(ZONE_FIELDS, body, 'zone');
  if (!read.ok) return read;
  const zone = readAbsoluteName(read.value['name']);
  if (zone === null) return refused('The name of a zone is a domain name that ends with a dot.');
  return contentsOf(read.value['rrsets'], zone);
}

/** The zone whose settings, or contents, are to be as in this body: no other than that of the path. */
export function readSettings(body: JsonValue, zone: string): Result<string, string> {
  const read = objectWith(ZONE_FIELDS, body, 'zone');
  if (!read.ok) return read;
  const { name, rrsets } = read.value;
  if (name !== undefined && readAbsoluteName(name) !== zone) return refused('The body names another zone than the path.');
  return contentsOf(rrsets, zone);
}

function contentsOf(rrsets: JsonValue | undefined, zone: string): Result<string, string> {
  if (rrsets === undefined) return granted(zone);
  const read = readRrsets(rrsets, zone, 'contents');
  return read.ok ? granted(zone) : read;
}
