import { quotedPairs, sortedPairs, type Pairs } from './quoted-pairs.js';

/**
 * A replay of lego's `cpanel` provider in both its modes, from where it has found the zone in public DNS. Written from
 * the outside contract: Go's order of query keys and of JSON keys, and what a Go decoder insists on.
 */
export interface LegoOptions {
  /** `CPANEL_BASE_URL`, joined cleanly: a slash at its end makes no second one. */
  readonly baseUrl: string;
  readonly user: string;
  readonly token: string;
  /** `CPANEL_MODE` */
  readonly mode: 'cpanel' | 'whm';
  /** What the SOA look-up in public DNS would have said, without a dot at its end. */
  readonly zone: string;
  /** Default: the global fetch. */
  readonly fetch?: typeof fetch;
}

export interface Lego {
  /** Shows a value at `fullDomain`. @throws Error with what lego would say. */
  present(fullDomain: string, value: string): Promise<void>;
  /** Takes it away, and leaves other values of that record. @throws as `present`. */
  cleanUp(fullDomain: string, value: string): Promise<void>;
}

interface ZoneRecord {
  readonly type: string;
  readonly line_index: number;
  readonly record_type?: string;
  readonly dname_b64?: string;
  readonly data_b64?: readonly string[];
}

const TTL_SECONDS = 300;
const TIMEOUT_MS = 30_000;

export function lego(options: LegoOptions): Lego {
  const send = options.fetch ?? fetch;
  const { mode, zone } = options;
  const baseUrl = options.baseUrl.replace(/\/+$/, '');

  async function get(path: string, query: Pairs): Promise<unknown> {
    const versioned: Pairs = mode === 'whm' ? [['api.version', '1'], ...query] : query;
    const response = await send(`${baseUrl}/${path}?${quotedPairs(sortedPairs(versioned))}`, {
      headers: { Accept: 'application/json', Authorization: `${mode} ${options.user}:${options.token}` },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (response.status !== 200) fail(`unexpected status code: ${response.status}`);
    const reply = JSON.parse(await response.text()) as Record<string, unknown>;
    if (mode === 'whm') return readWhm(reply);
    if (typeof reply.status !== 'number') fail('json: cannot unmarshal into a field of type int: status');
    if (reply.status === 0) fail(`error: ${texts(reply.errors)} ${texts(reply.messages)}`.trim());
    return reply.data;
  }

  async function readZone(): Promise<{ records: readonly ZoneRecord[]; serial: string }> {
    const records =
      mode === 'whm'
        ? ((await get('json-api/parse_dns_zone', [['zone', zone]])) as { payload: ZoneRecord[] } | null)?.payload
        : ((await get('execute/DNS/parse_zone', [['zone', zone]])) as ZoneRecord[] | null);
    const name = encoded(`${zone}.`);
    const soa = records?.find((each) => each.type === 'record' && each.record_type === 'SOA' && each.dname_b64 === name);
    const serial = decoded(soa?.data_b64?.[2] ?? '');
    if (!/^\d+$/.test(serial)) fail('zone serial not found');
    return { records: records ?? [], serial };
  }

  async function edit(serial: string, key: 'add' | 'edit' | 'remove', value: string | number): Promise<void> {
    const path = mode === 'whm' ? 'json-api/mass_edit_dns_zone' : 'execute/DNS/mass_edit_zone';
    const data = await get(path, [['zone', zone], ['serial', serial], [key, value]]);
    const newSerial = (data as { new_serial?: unknown } | null)?.new_serial;
    if (newSerial !== undefined && typeof newSerial !== 'string') fail('json: cannot unmarshal number into a field of type string');
  }

  function recordOf(fullDomain: string, data: readonly string[], line?: number): string {
    const record = { dname: `${fullDomain}.`, ttl: TTL_SECONDS, record_type: 'TXT', data };
    return JSON.stringify(line ? { ...record, line_index: line } : record); // line 0 is left out
  }

  return {
    async present(fullDomain, value) {
      const { records, serial } = await readZone();
      const existing = records.find(({ data_b64 }) => data_b64?.includes(encoded(value)));
      if (!existing) return edit(serial, 'add', recordOf(fullDomain, [value]));
      const data = [...existing.data_b64!.map(decoded), value];
      return edit(serial, 'edit', recordOf(fullDomain, data, existing.line_index));
    },

    async cleanUp(fullDomain, value) {
      const { records, serial } = await readZone();
      const existing = records.find(({ data_b64 }) => data_b64?.includes(encoded(value)));
      if (!existing) return;
      const others = existing.data_b64!.map(decoded).filter((each) => each !== value);
      if (others.length === 0) return edit(serial, 'remove', existing.line_index);
      return edit(serial, 'edit', recordOf(fullDomain, others, existing.line_index));
    },
  };
}

function readWhm(reply: Record<string, unknown>): unknown {
  const { result, reason } = (reply.metadata ?? {}) as { result?: unknown; reason?: string };
  if (result !== undefined && typeof result !== 'number') fail('json: cannot unmarshal into a field of type int: result');
  if (!result) fail(`error: ${reason ?? ''}`);
  return reply.data;
}

function texts(list: unknown): string {
  return Array.isArray(list) ? list.join(', ') : '';
}

function encoded(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

function decoded(text: string): string {
  return Buffer.from(text, 'base64').toString('utf8');
}

function fail(words: string): never {
  throw new Error(`cpanel: ${words}`);
}
