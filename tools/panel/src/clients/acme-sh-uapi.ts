/**
 * A replay of acme.sh's `dns_cpanel_uapi` plugin: the same requests in the same order, and the same reading of raw
 * text instead of JSON. It is written from the outside contract, to find out whether what stands between the script
 * and a panel changes a byte that the script depends on. Do not make it cleverer than the script.
 */
export interface AcmeShUapiOptions {
  /** `cPanel_Hostname`: the whole base URL, path prefix included; one slash at its end is dropped. */
  readonly baseUrl: string;
  readonly user: string;
  readonly token: string;
  /** Default: the global fetch. */
  readonly fetch?: typeof fetch;
}

export interface AcmeShUapi {
  /**
   * Adds a TXT record and gives the script's closing words.
   * @throws Error with the lines the script would show; a connection that fails throws as fetch throws it.
   */
  add(fullDomain: string, value: string): Promise<string>;
  /** Removes it again. A record that is not there is success, as in the script. @throws as `add`. */
  remove(fullDomain: string, value: string): Promise<string>;
}

const TTL_SECONDS = 120;
const SUCCESS = '"status":1';

export function acmeShUapi(options: AcmeShUapiOptions): AcmeShUapi {
  const send = options.fetch ?? fetch;
  const baseUrl = options.baseUrl.replace(/\/$/, '');

  /** The status is ignored and redirects are followed, token and all: that is what makes both dangerous. */
  async function get(pathAndQuery: string): Promise<string> {
    const response = await send(`${baseUrl}/${pathAndQuery}`, {
      headers: {
        Authorization: `cpanel ${options.user}:${options.token}`,
        'User-Agent': 'acme.sh/3.1.2 (https://github.com/acmesh-official/acme.sh)',
      },
      redirect: 'follow',
    });
    return response.text();
  }

  async function findZone(fullDomain: string): Promise<string> {
    const notFound = `No matching root domain for ${fullDomain} found`;
    const reply = await get('execute/DomainInfo/list_domains');
    if (!reply.includes(SUCCESS)) fail('cPanel UAPI request failed. Is the API token correct?', notFound);
    const mainDomain = /"main_domain":"([^"]*)"/.exec(reply)?.[1] ?? '';
    const addonDomains = /"addon_domains":\[([^\]]*)\]/.exec(reply)?.[1] ?? '';
    const domains = [mainDomain, ...Array.from(addonDomains.matchAll(/"([a-zA-Z0-9._-]+)"/g), (match) => match[1]!)];
    // No dot is asked for before the suffix: notexample.com ends with example.com to this client.
    const [longest] = domains
      .filter((domain) => domain !== '' && fullDomain.endsWith(domain))
      .toSorted((one, other) => other.length - one.length);
    return longest ?? fail(notFound);
  }

  async function readSerial(zone: string): Promise<string> {
    const failure = `Failed to get zone serial for ${zone}`;
    const lines = recordLines(await get(`execute/DNS/parse_zone?zone=${zone}`));
    const soa = lines.find((line) => line.includes('"record_type":"SOA"'));
    if (soa === undefined) fail(`SOA record not found for zone ${zone}`, failure);
    const encoded = /"data_b64":\[([^\]]*)\]/.exec(soa)?.[1]?.replaceAll('"', '').split(',')[2];
    if (!encoded) fail('Could not extract serial from SOA record', failure);
    const serial = Buffer.from(encoded, 'base64').toString('latin1');
    return serial || fail('Failed to decode serial', failure);
  }

  async function findLine(zone: string, value: string): Promise<string | undefined> {
    const encoded = Buffer.from(value, 'utf8').toString('base64');
    const lines = recordLines(await get(`execute/DNS/parse_zone?zone=${zone}`));
    const indexes = lines
      .filter((line) => line.includes('"record_type":"TXT"') && line.includes(encoded))
      .flatMap((line) => /"line_index":([0-9]+)/.exec(line)?.[1] ?? []);
    return indexes[0];
  }

  return {
    async add(fullDomain, value) {
      const zone = await findZone(fullDomain);
      const suffix = `.${zone}`;
      const name = fullDomain.endsWith(suffix) ? fullDomain.slice(0, -suffix.length) : fullDomain;
      const serial = await readSerial(zone);
      const record = `{"dname":"${name}","ttl":${TTL_SECONDS},"record_type":"TXT","data":["${value}"]}`;
      const reply = await get(`execute/DNS/mass_edit_zone?zone=${zone}&serial=${serial}&add=${urlEncode(record)}`);
      if (!reply.includes(SUCCESS)) fail('Failed to add TXT record.', `Response: ${reply}`);
      return 'TXT record added successfully';
    },

    async remove(fullDomain, value) {
      const zone = await findZone(fullDomain);
      const line = await findLine(zone, value);
      if (line === undefined) return "Entry doesn't exist, nothing to delete";
      const serial = await readSerial(zone);
      const reply = await get(`execute/DNS/mass_edit_zone?zone=${zone}&serial=${serial}&remove=${line}`);
      if (!reply.includes(SUCCESS)) fail('Failed to remove TXT record.', `Response: ${reply}`);
      return 'TXT record removed successfully';
    },
  };
}

/** `sed` turns every `},{` into a line break between the braces; whatever depth it stands at. */
function recordLines(reply: string): string[] {
  return reply.replaceAll('},{', '},\n{').split('\n');
}

/** Lower-case digits, as the script's own encoder writes them: whoever encodes anew gives itself away. */
function urlEncode(text: string): string {
  return [...Buffer.from(text, 'utf8')]
    .map((byte) => String.fromCharCode(byte))
    .map((char) => (/[A-Za-z0-9._~-]/.test(char) ? char : `%${char.charCodeAt(0).toString(16).padStart(2, '0')}`))
    .join('');
}

function fail(...lines: readonly string[]): never {
  throw new Error(lines.join('\n'));
}
