import { quotedPairs, type Pairs } from './quoted-pairs.js';

/**
 * A replay of the certbot plugin `certbot-dns-cpanel`, its installer included: API 2 by GET, read by key and index, so
 * that a missing key is an error of its own. Written from the outside contract.
 */
export interface CertbotOptions {
  /** `cpanel_url`; the path is put behind it as it is. */
  readonly baseUrl: string;
  readonly user: string;
  readonly token: string;
  /** Default: the global fetch. */
  readonly fetch?: typeof fetch;
}

export interface CertbotDnsCpanel {
  /** @throws Error with the plugin's words, `HTTP Error 403` for any status from 400, `KeyError` for a reply it cannot index. */
  perform(fullDomain: string, value: string): Promise<void>;
  /** Removes every line that holds the value. @throws as `perform`. */
  cleanUp(fullDomain: string, value: string): Promise<void>;
  /** Certificate, private key and chain travel in the URL. @throws as `perform`. */
  install(domain: string, pem: { readonly crt: string; readonly key: string; readonly cabundle: string }): Promise<void>;
}

interface EditResult {
  readonly status: unknown;
  readonly statusmsg: string;
}

const TTL_SECONDS = 60;

export function certbotDnsCpanel(options: CertbotOptions): CertbotDnsCpanel {
  const send = options.fetch ?? fetch;

  /** Gives `cpanelresult.data`. */
  async function call(module: string, name: string, parameters: Pairs = []): Promise<Record<string, unknown>[]> {
    const query = quotedPairs([
      ['cpanel_jsonapi_user', options.user],
      ['cpanel_jsonapi_apiversion', 2],
      ['cpanel_jsonapi_module', module],
      ['cpanel_jsonapi_func', name],
      ...parameters,
    ]);
    const response = await send(`${options.baseUrl}/json-api/cpanel?${query}`, {
      headers: { Authorization: `cpanel ${options.user}:${options.token}` },
    });
    if (response.status >= 400) throw new Error(`HTTP Error ${response.status}: ${response.statusText}`);
    const reply = JSON.parse(await response.text()) as unknown;
    return keyOf(keyOf(reply, 'cpanelresult'), 'data') as Record<string, unknown>[];
  }

  async function findZone(fullDomain: string): Promise<string> {
    const [first] = await call('ZoneEdit', 'fetchzones');
    const [longest] = Object.keys(keyOf(first, 'zones') as object)
      .filter((zone) => fullDomain === zone || fullDomain.endsWith(`.${zone}`))
      .toSorted((one, other) => other.length - one.length);
    if (longest === undefined) throw new Error(`Could not get the zone for ${fullDomain}.`);
    return longest;
  }

  async function edit(name: string, parameters: Pairs): Promise<void> {
    const [first] = await call('ZoneEdit', name, parameters);
    const result = keyOf(first, 'result') as EditResult;
    if (keyOf(result, 'status') !== 1) throw new Error(`${name}: ${String(keyOf(result, 'statusmsg'))}`);
  }

  return {
    async perform(fullDomain, value) {
      const zone = await findZone(fullDomain);
      const name = fullDomain.slice(0, -zone.length - 1);
      await edit('add_zone_record', [
        ['domain', zone],
        ['name', name],
        ['type', 'TXT'],
        ['txtdata', value],
        ['ttl', TTL_SECONDS],
      ]);
    },

    async cleanUp(fullDomain, value) {
      const zone = await findZone(fullDomain);
      const records = await call('ZoneEdit', 'fetchzone_records', [
        ['domain', zone],
        ['name', `${fullDomain}.`],
        ['type', 'TXT'],
        ['txtdata', value],
        ['ttl', TTL_SECONDS],
      ]);
      // Lines shift when one is removed: from the last to the first.
      const lines = records.map((record) => asInt(keyOf(record, 'line'))).toSorted((one, other) => other - one);
      for (const line of lines) await edit('remove_zone_record', [['domain', zone], ['line', line]]);
    },

    async install(domain, { crt, key, cabundle }) {
      const [first] = await call('SSL', 'installssl', [
        ['domain', domain],
        ['crt', crt],
        ['key', key],
        ['cabundle', cabundle],
      ]);
      if (keyOf(first, 'result') !== 1) throw new Error(`installssl: ${String(keyOf(first, 'output'))}`);
    },
  };
}

/** Python's `[]`. */
function keyOf(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) throw new Error(`KeyError: '${key}'`);
  return (value as Record<string, unknown>)[key];
}

function asInt(value: unknown): number {
  if (!/^\d+$/.test(String(value))) throw new Error('ValueError: invalid literal for int()');
  return Number(value);
}
