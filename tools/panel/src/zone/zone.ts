/**
 * A DNS zone as the panel shows it: the entries of a zone file in order, each knowing how many lines of that file it
 * takes. A line index is therefore not a position in the list: a reader that mistakes one for the other fails here.
 */
export interface Zone {
  /** The zone's name, lower case, without the trailing dot. */
  readonly name: string;
  readonly entries: readonly ZoneEntry[];
}

export type ZoneEntry = ZoneText | ZoneRecord;

export interface ZoneText {
  readonly kind: 'comment' | 'control';
  readonly text: string;
}

export interface ZoneRecord {
  readonly kind: 'record';
  /** Relative to the zone (`www`), or the zone itself as an absolute name (`example.com.`): the panel's own habit. */
  readonly name: string;
  readonly ttlSeconds: number;
  readonly type: string;
  readonly data: readonly string[];
  readonly lineCount: number;
}

/** One entry of a `DNS::parse_zone` reply. */
export type ParsedEntry =
  | { readonly line_index: number; readonly type: 'comment' | 'control'; readonly text_b64: string }
  | {
      readonly line_index: number;
      readonly type: 'record';
      readonly dname_b64: string;
      readonly ttl: number;
      readonly record_type: string;
      readonly data_b64: readonly string[];
    };

const SERIAL_FIELD = 2;

export function serialOf(zone: Zone): string {
  for (const entry of zone.entries) {
    if (entry.kind === 'record' && entry.type === 'SOA') return entry.data[SERIAL_FIELD]!;
  }
  throw new Error(`the zone ${zone.name} has no SOA record`);
}

/** The zone's entries with the 0-based index of the line on which each of them starts. */
export function numbered(zone: Zone): { readonly entry: ZoneEntry; readonly lineIndex: number }[] {
  let next = 0;
  return zone.entries.map((entry) => {
    const lineIndex = next;
    next += entry.kind === 'record' ? entry.lineCount : 1;
    return { entry, lineIndex };
  });
}

/** The zone as `DNS::parse_zone` gives it: every text field in base64, since a zone may hold any bytes. */
export function parsedEntries(zone: Zone): ParsedEntry[] {
  return numbered(zone).map(({ entry, lineIndex }) => shuffled(parsed(entry, lineIndex), lineIndex));
}

/** A name without its zone: `www.example.com.` and `www` are both `www` in example.com; null when outside the zone. */
export function relativeName(zoneName: string, name: string): string | null {
  const apex = `${zoneName}.`;
  if (name === '@') return apex;
  if (!name.endsWith('.')) return name;
  const lower = name.toLowerCase();
  if (lower === apex) return apex;
  return lower.endsWith(`.${apex}`) ? name.slice(0, -apex.length - 1) : null;
}

/** A record's name as a whole: lower case, without the dot at its end. */
export function absoluteName(zoneName: string, name: string): string {
  return (name.endsWith('.') ? name.slice(0, -1) : `${name}.${zoneName}`).toLowerCase();
}

/** A record as `ExecutedCall.touched` names it. */
export function recordResource(zoneName: string, record: { readonly name: string; readonly type: string }): string {
  return `record:${absoluteName(zoneName, record.name)}/${record.type}`;
}

/** The record that starts on this line, counted from 0. */
export function recordAt(zone: Zone, lineIndex: number): ZoneRecord | undefined {
  const entry = numbered(zone).find((each) => each.lineIndex === lineIndex)?.entry;
  return entry?.kind === 'record' ? entry : undefined;
}

export function withSerial(zone: Zone, serial: string): Zone {
  return {
    name: zone.name,
    entries: zone.entries.map((entry) =>
      entry.kind === 'record' && entry.type === 'SOA'
        ? { ...entry, data: entry.data.with(SERIAL_FIELD, serial) }
        : entry,
    ),
  };
}

function parsed(entry: ZoneEntry, lineIndex: number): ParsedEntry {
  if (entry.kind !== 'record') return { line_index: lineIndex, type: entry.kind, text_b64: toBase64(entry.text) };
  return {
    line_index: lineIndex,
    type: 'record',
    dname_b64: toBase64(entry.name),
    ttl: entry.ttlSeconds,
    record_type: entry.type,
    data_b64: entry.data.map(toBase64),
  };
}

/** Key order differs from entry to entry on a real panel; a reader that counts on one order must fail here too. */
function shuffled<Entry extends object>(entry: Entry, by: number): Entry {
  const pairs = Object.entries(entry);
  const first = by % pairs.length;
  return Object.fromEntries([...pairs.slice(first), ...pairs.slice(0, first)]) as Entry;
}

function toBase64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}
