import { domainName, absoluteName } from '../domain-name.js';

export interface ZoneLine {
  /** Counted from 0, as the panel counts. */
  readonly line: number;
  /** Absolute, folded. */
  readonly name: string;
  readonly type: string;
  readonly ttlSeconds: number;
}

/** A zone as the panel has just told it. */
export interface ZoneReading {
  readonly serial: string;
  readonly records: readonly ZoneLine[];
}

const SERIAL_FIELD = 2;

/**
 * Reads the answer to UAPI's `DNS::parse_zone` or WHM's `parse_dns_zone`. Null: it is a failure, or not what it should be. A name
 * that cannot be read is left out: nobody is granted a record without a name.
 */
export function readZoneAnswer(body: Uint8Array, zone: string): ZoneReading | null {
  const entries = entriesOf(parse(body));
  if (entries === null) return null;
  let serial: string | null = null;
  const records: ZoneLine[] = [];
  for (const entry of entries) {
    if (typeof entry !== 'object' || entry === null) return null;
    const { type: kind, line_index: line, dname_b64: name64, record_type: type, data_b64: data64, ttl } = entry as Record<string, unknown>;
    if (kind !== 'record') continue;
    if (typeof line !== 'number' || typeof name64 !== 'string' || typeof type !== 'string' || !Array.isArray(data64)) return null;
    if (type === 'SOA') serial = decoded(data64[SERIAL_FIELD]);
    const name = absoluteName(decoded(name64) ?? '', zone);
    if (name !== null) records.push({ line, name, type: type.toUpperCase(), ttlSeconds: Number(ttl) });
  }
  return serial === null || !/^\d{1,10}$/.test(serial) || domainName(zone) !== zone ? null : { serial, records };
}

function entriesOf(answer: unknown): readonly unknown[] | null {
  const { status, data, metadata } = (answer ?? {}) as { status?: unknown; data?: unknown; metadata?: { result?: unknown } };
  if (status === 1 && Array.isArray(data)) return data as unknown[];
  const { payload } = (data ?? {}) as { payload?: unknown };
  return metadata?.result === 1 && Array.isArray(payload) ? (payload as unknown[]) : null;
}

function decoded(base64: unknown): string | null {
  return typeof base64 === 'string' ? Buffer.from(base64, 'base64').toString('utf8') : null;
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8')) as unknown;
  } catch {
    return null;
  }
}
