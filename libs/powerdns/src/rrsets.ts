import type { Leaf } from '@portcullis/access';
import { granted, refused, type JsonValue, type Result } from '@portcullis/kernel';
import { readRecord } from './names.js';
import { objectWith } from './objects.js';

/** Each is looked up in each grant. A zone with more is edited in several calls. */
const MAX_RRSETS = 2_000;
const CHANGES = ['REPLACE', 'DELETE', 'EXTEND', 'PRUNE'];

/** What the API has, and what its clients add that it ignores. */
const RRSET_FIELDS = ['name', 'type', 'ttl', 'changetype', 'records', 'comments', 'kind'];
const RECORD_FIELDS = ['content', 'disabled', 'name', 'type', 'ttl', 'priority', 'modified_at', 'set-ptr'];
const COMMENT_FIELDS = ['content', 'account', 'modified_at'];

/** The records that RRsets of this zone are about; a sentence where that cannot be told, or may not be. */
export function readRrsets(rrsets: JsonValue | undefined, zone: string, as: 'changes' | 'contents'): Result<readonly Leaf[], string> {
  if (!Array.isArray(rrsets)) return refused('The field rrsets must be a list.');
  if (rrsets.length > MAX_RRSETS) return refused(`One call may hold ${MAX_RRSETS} RRsets; send them in several.`);
  const leaves = new Map<string, Leaf>();
  for (const rrset of rrsets as readonly JsonValue[]) {
    const leaf = readRrset(rrset, zone, as);
    if (typeof leaf === 'string') return refused(leaf);
    leaves.set(`${leaf.name} ${leaf.type}`, leaf);
  }
  // A change of nothing still counts the zone's serial up.
  if (as === 'changes' && leaves.size === 0) return refused('The field rrsets is empty: nothing would change.');
  return granted([...leaves.values()]);
}

function readRrset(value: JsonValue, zone: string, as: 'changes' | 'contents'): (Leaf & { kind: 'record' }) | string {
  const rrset = objectWith(RRSET_FIELDS, value, 'RRset');
  if (!rrset.ok) return rrset.refusal;
  const { name, type, changetype, records, comments } = rrset.value;
  const leaf = readRecord(zone, name, type);
  if (leaf === null) return `Each RRset needs a type, and a name within ${zone} that ends with a dot.`;
  // TYPE16 is TXT, and TYPE65402 is LUA: a type has one name.
  if (/^TYPE\d/.test(leaf.type)) return 'Types of records are called by their names here.';
  if (leaf.type === 'LUA') return 'Records of type LUA are programs that run on the server: they are not passed on.';
  if (as === 'changes' && !(typeof changetype === 'string' && CHANGES.includes(changetype.toUpperCase()))) {
    return `The changetype of an RRset is one of ${CHANGES.join(', ')}.`;
  }
  return wrongIn(records, (record) => wrongRecord(record, leaf)) ?? wrongIn(comments, (comment) => wrongFields(COMMENT_FIELDS, comment, 'comment')) ?? leaf;
}

function wrongIn(list: JsonValue | undefined, wrong: (one: JsonValue) => string | null): string | null {
  if (list === undefined || list === null) return null;
  if (!Array.isArray(list)) return 'Records and comments of an RRset are lists.';
  for (const one of list as readonly JsonValue[]) {
    const sentence = wrong(one);
    if (sentence !== null) return sentence;
  }
  return null;
}

/** Clients of the API's first version repeat name and type in each record, where nothing else may stand. */
function wrongRecord(value: JsonValue, { zone, name, type }: Leaf & { kind: 'record' }): string | null {
  const record = objectWith(RECORD_FIELDS, value, 'record');
  if (!record.ok) return record.refusal;
  if (record.value['set-ptr'] !== undefined && record.value['set-ptr'] !== false) return 'With set-ptr a record is written to another zone: it is not passed on.';
  const own = readRecord(zone!, withDot(record.value['name']) ?? `${name}.`, record.value['type'] ?? type);
  return own?.name === name && own.type === type ? null : 'A record names another RRset than the one it stands in.';
}

function withDot(name: JsonValue | undefined): JsonValue | undefined {
  return typeof name === 'string' && !name.endsWith('.') ? `${name}.` : name;
}

function wrongFields(fields: readonly string[], value: JsonValue, what: string): string | null {
  const read = objectWith(fields, value, what);
  return read.ok ? null : read.refusal;
}
