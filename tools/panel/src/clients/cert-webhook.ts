import { quotedPairs } from './quoted-pairs.js';

/**
 * A replay of the cert-manager webhook for cPanel: UAPI by GET, with names relative to the zone. It asks neither HTTP
 * status nor `status`, only whether `errors` holds anything. Written from the outside contract.
 */
export interface CertManagerWebhookOptions {
  /** Early releases were given one that ends in `/cpsess123`. */
  readonly baseUrl: string;
  readonly user: string;
  readonly token: string;
  /** What cert-manager resolved, without a dot at its end. */
  readonly zone: string;
  /** Default: the global fetch. */
  readonly fetch?: typeof fetch;
}

export interface CertManagerWebhook {
  /** Nothing is sent for a value that is there. @throws Error with the panel's words, or that the body is no JSON. */
  present(fullDomain: string, value: string): Promise<void>;
  /** A record that is not there is success. @throws as `present`. */
  cleanUp(fullDomain: string, value: string): Promise<void>;
}

interface ZoneEntry {
  readonly line_index: number;
  readonly record_type?: string;
  readonly ttl?: number;
  readonly dname_b64?: string;
  readonly data_b64?: readonly string[];
}

interface Found {
  readonly serial: string;
  readonly sameName: readonly ZoneEntry[];
}

const DEFAULT_TTL_SECONDS = 300;

export function certManagerWebhook(options: CertManagerWebhookOptions): CertManagerWebhook {
  const send = options.fetch ?? fetch;
  const { zone } = options;

  async function get(name: string, query: string): Promise<unknown> {
    const response = await send(`${options.baseUrl}/execute/DNS/${name}?${query}`, {
      headers: { Authorization: `cpanel ${options.user}:${options.token}` },
    });
    const { data, errors } = JSON.parse(await response.text()) as { data: unknown; errors?: string[] | null };
    if (errors && errors.length > 0) throw new Error(errors.join(', '));
    return data;
  }

  async function find(dname: string): Promise<Found> {
    const entries = ((await get('parse_zone', quotedPairs([['zone', zone]]))) ?? []) as ZoneEntry[];
    const soa = entries.find((entry) => entry.record_type === 'SOA');
    if (!soa?.data_b64?.[2]) throw new Error(`no SOA record in ${zone}`);
    return {
      serial: decoded(soa.data_b64[2]),
      sameName: entries.filter(({ record_type, dname_b64 }) => record_type === 'TXT' && decoded(dname_b64 ?? '') === dname),
    };
  }

  const relative = (fullDomain: string) => fullDomain.slice(0, -zone.length - 1);
  const holds = (value: string) => (entry: ZoneEntry) => decoded(entry.data_b64?.[0] ?? '') === value;

  return {
    async present(fullDomain, value) {
      const dname = relative(fullDomain);
      const { serial, sameName } = await find(dname);
      if (sameName.some(holds(value))) return;
      const ttl = sameName[0]?.ttl ?? DEFAULT_TTL_SECONDS;
      const add = JSON.stringify({ dname, ttl, record_type: 'TXT', data: [value] });
      await get('mass_edit_zone', quotedPairs([['zone', zone], ['serial', serial], ['add', add]]));
    },

    async cleanUp(fullDomain, value) {
      const { serial, sameName } = await find(relative(fullDomain));
      const line = sameName.find(holds(value))?.line_index;
      if (line === undefined) return;
      await get('mass_edit_zone', quotedPairs([['zone', zone], ['serial', serial], ['remove', line]]));
    },
  };
}

function decoded(text: string): string {
  return Buffer.from(text, 'base64').toString('utf8');
}
