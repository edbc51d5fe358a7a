/**
 * A replay of acme.sh's older `dns_cpanel` plugin, which speaks API 2: the same requests in the same order, and the same
 * reading of raw text instead of JSON. It is written from the outside contract. Do not make it cleverer than the script.
 */
export interface AcmeShOptions {
  /** `cPanel_Hostname`: the whole base URL. A slash at its end stays, and the path then begins with two. */
  readonly baseUrl: string;
  readonly user: string;
  readonly token: string;
  /** Default: the global fetch. */
  readonly fetch?: typeof fetch;
}

export interface AcmeSh {
  /** Adds a TXT record. @throws Error with the lines the script would show; a connection that fails throws as fetch does. */
  add(fullDomain: string, value: string): Promise<void>;
  /** Removes it again; answers the script's words where it found none. @throws as `add`. */
  remove(fullDomain: string, value: string): Promise<string | null>;
}

export function acmeSh(options: AcmeShOptions): AcmeSh {
  const send = options.fetch ?? fetch;

  /** The status is ignored and redirects are followed, token and all. */
  async function get(module: string, call: string): Promise<string> {
    const path = `json-api/cpanel?cpanel_jsonapi_apiversion=2&cpanel_jsonapi_module=${module}&cpanel_jsonapi_func=${call}`;
    const response = await send(`${options.baseUrl}/${path}`, {
      headers: {
        Authorization: `cpanel ${options.user}:${options.token}`,
        'User-Agent': 'acme.sh/3.1.2 (https://github.com/acmesh-official/acme.sh)',
      },
      redirect: 'follow',
    });
    return response.text();
  }

  /** What this answers is not read: a refusal here changes nothing. */
  async function logIn(): Promise<void> {
    await get('CustInfo', 'displaycontactinfo');
  }

  async function findZone(fullDomain: string): Promise<string> {
    const notFound = `No matching root domain for ${fullDomain} found`;
    const reply = await get('ZoneEdit', 'fetchzones');
    // A zone counts only while the panel's own comment is its first line.
    const zones = Array.from(reply.matchAll(/"([a-z0-9.-]*)":\["; cPanel first/g), (match) => match[1]!);
    if (zones.length === 0) fail('Primary domain list not found!', notFound);
    // The first that is listed, and no dot is asked for before it: notexample.com ends with example.com.
    return zones.find((zone) => fullDomain.endsWith(zone)) ?? fail(notFound);
  }

  return {
    async add(fullDomain, value) {
      await logIn();
      const zone = await findZone(fullDomain);
      const name = fullDomain.replace(`.${zone}`, '');
      const record = `domain=${zone}&name=${name}&type=TXT&txtdata=${value}&ttl=1`;
      if (!isUpdated(await get('ZoneEdit', `add_zone_record&${record}`))) fail("Couldn't create entry!");
    },

    async remove(fullDomain, value) {
      await logIn();
      const zone = await findZone(fullDomain);
      const records = await get('ZoneEdit', `fetchzone_records&domain=${zone}`);
      const line = records
        .replaceAll('},{', '},\n{')
        .split('\n')
        .filter((text) => text.includes(fullDomain) && text.includes(value))
        .flatMap((text) => /line":([0-9]+)/.exec(text)?.[1] ?? [])[0];
      if (line === undefined) return "Entry doesn't exist, nothing to delete";
      const reply = await get('ZoneEdit', `remove_zone_record&domain=${zone}&line=${line}`);
      if (!isUpdated(reply)) fail("Couldn't delete entry!");
      return null;
    },
  };
}

/** Whatever does not hold these very words counts as done, an HTML page too. */
function isUpdated(reply: string): boolean {
  return !Array.from(reply.matchAll(/data":\[[^\]]*\]/g)).some(([data]) => data.includes('"newserial":null'));
}

function fail(...lines: readonly string[]): never {
  throw new Error(lines.join('\n'));
}
