import { granted, refused, type JsonValue, type Result } from '@portcullis/kernel';
import { objectWith } from './objects.js';

/**
 * All kinds that may be written: none says who else may write or fetch the zone, whom the server connects to, or what it runs, so
 * nothing of them works on after the token, or beyond the zone. In the spelling of the server, which other databases may read as the same.
 *
 * @see https://doc.powerdns.com/authoritative/domainmetadata.html
 */
const INSIDE_ZONE = ['PUBLISH-CDS', 'PUBLISH-CDNSKEY', 'RFC1123-CONFORMANCE'];

/**
 * Whether a change of metadata stays inside its zone; a sentence where not.
 *
 * @param named the kind in the path, which is the one that counts; null: the body names it
 */
export function readMetadata(body: JsonValue, named: string | null): Result<void, string> {
  const read = objectWith(['kind', 'metadata', 'type'], body, 'metadata');
  if (!read.ok) return read;
  const { kind = named, metadata } = read.value;
  if (typeof kind !== 'string') return refused('The kind of metadata is a text.');
  const inside = readMetadataKind(named ?? kind);
  if (!inside.ok) return inside;
  if (named !== null && kind !== named) return refused('The body names another kind of metadata than the path.');
  if (!Array.isArray(metadata) || !metadata.every((value) => typeof value === 'string')) return refused('The field metadata must be a list of texts.');
  return granted(undefined);
}

export function readMetadataKind(kind: string): Result<void, string> {
  return INSIDE_ZONE.includes(kind) ? granted(undefined) : refused(`Metadata of the kind ${kind.slice(0, 40)} is not passed on. What may be written: ${INSIDE_ZONE.join(', ')}.`);
}
