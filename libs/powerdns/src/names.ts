import { parseLeaf, type Leaf } from '@portcullis/access';

/** Before case is folded: outside ASCII folding makes letters of signs (U+212A becomes `k`), and names of DNS hold none. */
const VISIBLE_ASCII = /^[\x21-\x7e]+$/;

/** PowerDNS writes in ids of zones what cannot stand in a path as `=2F`. */
const ESCAPE = /=([0-9A-Fa-f]{2})/g;

/** A domain name in canonical form, with or without its final dot; null: none that a grant could name. */
export function readName(text: string): string | null {
  if (!VISIBLE_ASCII.test(text)) return null;
  const name = text.toLowerCase().replace(/\.$/, '');
  return parseLeaf(`zone:${name}`) === null ? null : name;
}

/** The same of a name that must end with a dot: without one, readers differ about what it is relative to. */
export function readAbsoluteName(text: unknown): string | null {
  return typeof text === 'string' && text.endsWith('.') ? readName(text) : null;
}

/** The zone that a segment of a path means, percent-decoding done; null: none. */
export function readZoneId(id: string): string | null {
  return readName(id.replace(ESCAPE, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))));
}

/** A record of the zone; null: no such name, no such type, or not in the zone. */
export function readRecord(zone: string, name: unknown, type: unknown): (Leaf & { kind: 'record' }) | null {
  if (typeof name !== 'string' || typeof type !== 'string' || !name.endsWith('.') || !VISIBLE_ASCII.test(name) || !VISIBLE_ASCII.test(type)) return null;
  const leaf = parseLeaf(`record:${name.slice(0, -1).toLowerCase()}/${type.toUpperCase()}`);
  if (leaf?.kind !== 'record' || !(leaf.name === zone || leaf.name.endsWith(`.${zone}`))) return null;
  return { ...leaf, zone };
}
