import { absoluteName, numbered, type Zone, type ZoneEntry, type ZoneRecord } from './zone.js';

/** The fields of a record of each type in API 2, in the order of its data. TXT stands apart: its strings are joined. */
export const FIELD_NAMES: Readonly<Record<string, readonly string[]>> = {
  A: ['address'],
  AAAA: ['address'],
  CAA: ['flag', 'tag', 'value'],
  CNAME: ['cname'],
  MX: ['preference', 'exchange'],
  NS: ['nsdname'],
  SOA: ['mname', 'rname', 'serial', 'refresh', 'retry', 'expire', 'minimum'],
  SRV: ['priority', 'weight', 'port', 'target'],
  TXT: ['txtdata'],
};

/** What clients of API 2 see of an entry: lines are counted from 1, names are whole and end in a dot. */
export interface ZoneRow {
  readonly [field: string]: string | number;
}

/** The lines of the zone file, as many for each entry as it counts. */
export function zoneLines(zone: Zone): string[] {
  return zone.entries.flatMap(linesOf);
}

export function zoneRows(zone: Zone): ZoneRow[] {
  return numbered(zone).map(({ entry, lineIndex }) => {
    const line = { Line: lineIndex + 1, line: lineIndex + 1 };
    if (entry.kind !== 'record') {
      const isComment = entry.kind === 'comment';
      return isComment
        ? { ...line, raw: entry.text, type: ':RAW' }
        : { ...line, ttl: entry.text.slice('$TTL '.length), type: '$TTL' };
    }
    const fields = fieldsOf(entry);
    return {
      ...fields,
      ...(entry.type !== 'SOA' && { record: Object.values(fields).at(-1)! }),
      Lines: entry.lineCount,
      class: 'IN',
      name: `${absoluteName(zone.name, entry.name)}.`,
      ttl: String(entry.ttlSeconds),
      type: entry.type,
      ...line,
    };
  });
}

function fieldsOf(record: ZoneRecord): Record<string, string> {
  const names = FIELD_NAMES[record.type] ?? ['data'];
  const values = names.length === 1 ? [record.data.join('')] : record.data;
  return Object.fromEntries(names.map((name, at) => [name, values[at]!]));
}

function linesOf(entry: ZoneEntry): string[] {
  if (entry.kind !== 'record') return [entry.text];
  const data = entry.type === 'TXT' ? entry.data.map((text) => `"${text.replace(/["\\]/g, '\\$&')}"`) : entry.data;
  const head = `${entry.name}\t${entry.ttlSeconds}\tIN\t${entry.type}`;
  if (entry.lineCount === 1) return [[head, ...data].join('\t')];
  // The long form of the SOA: names on the first line, its five numbers, the bracket that closes.
  return [`${head}\t${data[0]}\t${data[1]}\t(`, ...data.slice(2), ')'];
}
