import type { Leaf, OperationFacts } from '@portcullis/access';
import { granted, parseStrictJson, refused, type JsonValue, type Result } from '@portcullis/kernel';
import { readMetadata, readMetadataKind } from './metadata.js';
import { readName, readZoneId } from './names.js';
import type { Operations, Pattern } from './operations.js';
import { decode, readQuery } from './query.js';
import { objectWith } from './objects.js';
import { readRrsets } from './rrsets.js';
import { readNewZone, readSettings } from './zone-body.js';

/** What method and path tell, before there is a body. */
export interface Target {
  readonly pattern: Pattern;
  /** As the path names it; null where it names none. */
  readonly zone: string | null;
  /** What else it names: a kind of metadata, a key. */
  readonly name: string | null;
  /** What goes to the server instead of the path as it came, so that what was judged is what is done. */
  readonly canonicalPath: string;
}

export interface Call {
  readonly operation: OperationFacts;
  /** The one zone that it is about; null: none, it only looks around. */
  readonly zone: string | null;
  readonly leaves: readonly Leaf[];
}

/** `not_passed_on`: nobody's request like this goes on. `malformed`: the request is at fault. In words for its client. */
export interface CallRefusal {
  readonly kind: 'not_passed_on' | 'malformed';
  readonly text: string;
}

const NAME = /^[A-Za-z0-9-]{1,64}$/;
/** RFC 8259 section 8.1: UTF-8, without a byte order mark. */
const UTF_8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Whether a path, its tenant prefix taken off, belongs to this API at all. */
export function isApiPath(rawPath: string): boolean {
  return /^\/+api(?:\/|$)/.test(rawPath);
}

/** @param rawPath without tenant prefix and query, not decoded; some clients join with two slashes */
export function readTarget(method: string, rawPath: string, operations: Operations): Result<Target, CallRefusal> {
  const segments = rawPath.split(/\/+/).slice(1).map(decode);
  const pattern = segments.includes(null) ? null : operations.find(method, segments as string[], standsFor);
  if (pattern === null) return refused({ kind: 'not_passed_on', text: 'This call is not passed on: tokens reach single zones, and nothing of the server itself.' });
  const at = pattern.segments.indexOf('{zone}');
  const zone = at < 0 ? null : readZoneId(segments[at]!);
  const nameAt = pattern.segments.indexOf('{name}');
  const canonical = pattern.segments.map((place, index) => (place === '{zone}' ? `${zone!}.` : place === '{name}' ? segments[index]! : place));
  return granted({ pattern, zone, name: nameAt < 0 ? null : segments[nameAt]!, canonicalPath: `/${canonical.join('/')}` });
}

function standsFor(place: string, segment: string): boolean {
  return place === '{zone}' ? readZoneId(segment) !== null : NAME.test(segment);
}

/**
 * What the request asks for. Whatever a server could read in another way is refused.
 * @param rawQuery without `?` @param body null: there is none
 */
export function readCall(target: Target, rawQuery: string, body: Buffer | null): Result<Call, CallRefusal> {
  const query = readQuery(rawQuery, target.pattern.query);
  const read = query.ok ? readSubject(target, query.value, body) : query;
  if (!read.ok) return refused({ kind: 'malformed', text: read.refusal });
  const { operation } = target.pattern;
  return granted({ operation, ...read.value });
}

function readSubject({ pattern, zone, name }: Target, query: ReadonlyMap<string, string>, body: Buffer | null): Result<Omit<Call, 'operation'>, string> {
  const { method, subject } = pattern;
  switch (subject) {
    case 'none':
      return granted({ zone: null, leaves: [] });
    case 'zone':
      return granted(aboutZone(zone!));
    case 'query_zone': {
      const named = query.get('zone');
      if (named === undefined) return refused('A list of zones is not passed on: it shows those of other customers. Ask with ?zone= for one.');
      const asked = readName(named);
      return asked === null ? refused('The zone that the query asks for is no domain name.') : granted(aboutZone(asked));
    }
    case 'metadata': {
      const kind = method === 'DELETE' ? readMetadataKind(name!) : readMetadataOf(body, name);
      return kind.ok ? granted(aboutZone(zone!)) : kind;
    }
    case 'rrsets':
    case 'settings':
    case 'new_zone': {
      const json = readJson(body);
      if (!json.ok) return json;
      if (subject === 'rrsets') return readChanges(json.value, zone!);
      const read = subject === 'settings' ? readSettings(json.value, zone!) : readNewZone(json.value);
      return read.ok ? granted(aboutZone(read.value)) : read;
    }
  }
}

function aboutZone(zone: string): Omit<Call, 'operation'> {
  return { zone, leaves: [{ kind: 'zone', name: zone }] };
}

function readMetadataOf(body: Buffer | null, name: string | null): Result<void, string> {
  const json = readJson(body);
  return json.ok ? readMetadata(json.value, name) : json;
}

function readChanges(body: JsonValue, zone: string): Result<Omit<Call, 'operation'>, string> {
  const object = objectWith(['rrsets'], body, 'change');
  const leaves = object.ok ? readRrsets(object.value['rrsets'], zone, 'changes') : object;
  return leaves.ok ? granted({ zone, leaves: leaves.value }) : leaves;
}

function readJson(body: Buffer | null): Result<JsonValue, string> {
  let text: string;
  try {
    text = UTF_8.decode(body ?? new Uint8Array());
  } catch {
    return refused('The body is not UTF-8.');
  }
  const read = parseStrictJson(text);
  return read.ok ? read : refused(read.refusal === 'not_json' ? 'The body is not JSON.' : 'The body is JSON that can be read in more than one way.');
}

/** Why an account's call does not go on, although its token may; null: it may. One key opens the whole server, so this is the only wall. */
export function beyondAccount({ zone }: Call, domains: readonly string[]): string | null {
  return zone === null || domains.includes(zone) ? null : `You do not control a DNS zone named ${zone}.`;
}
