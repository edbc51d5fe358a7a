import { startPanel, type Panel } from '../panel.js';
import { acmeShUapi } from './acme-sh-uapi.js';

const TOKEN = 'ALICETOKENALICETOKENALICETOKEN12';
const NAME = '_acme-challenge.example.com';

let panel: Panel;
beforeEach(async () => {
  panel = await startPanel({
    accounts: [{ user: 'alice', token: TOKEN, mainDomain: 'example.com', addonDomains: ['shop.example.com'] }],
  });
});
afterEach(() => panel.close());

function client(over: { token?: string } = {}) {
  return acmeShUapi({ baseUrl: `${panel.url}/`, user: 'alice', token: TOKEN, ...over });
}

interface Entry {
  readonly line_index: number;
  readonly dname_b64: string;
}

async function entries(zone: string): Promise<Entry[]> {
  const headers = { Authorization: `cpanel alice:${TOKEN}` };
  const reply = await fetch(`${panel.url}/execute/DNS/parse_zone?zone=${zone}`, { headers });
  return ((await reply.json()) as { data: Entry[] }).data;
}

describe('acme.sh with its UAPI plugin', () => {
  it.each([
    [NAME, 'example.com', '_acme-challenge'],
    ['_acme-challenge.www.example.com', 'example.com', '_acme-challenge.www'],
    ['_acme-challenge.a.shop.example.com', 'shop.example.com', '_acme-challenge.a'],
  ])('adds and removes %s', async (fullDomain, zone, dname) => {
    const before = await entries(zone);
    expect(await client().add(fullDomain, 'Val-ue_1')).toBe('TXT record added successfully');
    expect(await client().add(fullDomain, 'Val-ue_2')).toBe('TXT record added successfully');
    expect((await entries(zone)).slice(-2)).toMatchObject([
      { dname_b64: btoa(dname), data_b64: [btoa('Val-ue_1')], ttl: 120, record_type: 'TXT' },
      { dname_b64: btoa(dname), data_b64: [btoa('Val-ue_2')], ttl: 120, record_type: 'TXT' },
    ]);
    expect(await client().remove(fullDomain, 'Val-ue_1')).toBe('TXT record removed successfully');
    expect(await client().remove(fullDomain, 'Val-ue_2')).toBe('TXT record removed successfully');
    expect(await entries(zone)).toHaveLength(before.length);
    expect(await client().remove(fullDomain, 'Val-ue_2')).toBe("Entry doesn't exist, nothing to delete");
  });

  it('sends the requests of the contract in its order', async () => {
    await client().add(NAME, 'V');
    const line = (await entries('example.com')).at(-1)!.line_index;
    panel.clearCalls();
    await client().add(NAME, 'W');
    await client().remove(NAME, 'V');
    expect(panel.calls().map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET /execute/DomainInfo/list_domains',
      'GET /execute/DNS/parse_zone?zone=example.com',
      'GET /execute/DNS/mass_edit_zone?zone=example.com&serial=2024010101&add=%7b%22dname%22%3a%22_acme-challenge%22' +
        '%2c%22ttl%22%3a120%2c%22record_type%22%3a%22TXT%22%2c%22data%22%3a%5b%22W%22%5d%7d',
      'GET /execute/DomainInfo/list_domains',
      'GET /execute/DNS/parse_zone?zone=example.com',
      'GET /execute/DNS/parse_zone?zone=example.com',
      `GET /execute/DNS/mass_edit_zone?zone=example.com&serial=2024010102&remove=${line}`,
    ]);
  });

  it('shows what the script shows when it fails', async () => {
    await expect(client({ token: 'WRONG' }).add(NAME, 'V')).rejects.toThrow(
      `cPanel UAPI request failed. Is the API token correct?\nNo matching root domain for ${NAME} found`,
    );
    const foreign = '_acme-challenge.bob.example';
    await expect(client().add(foreign, 'V')).rejects.toThrow(`No matching root domain for ${foreign} found`);
    await expect(client().add(NAME, 'x'.repeat(256))).rejects.toThrow(
      /^Failed to add TXT record\.\nResponse: \{"data":null,/,
    );
  });

  it('asks for no dot before the zone, and then names the record in full', async () => {
    expect(await client().add('_acme-challenge.notexample.com', 'V')).toBe('TXT record added successfully');
    expect((await entries('example.com')).at(-1)!.dname_b64).toBe(btoa('_acme-challenge.notexample.com'));
  });

  it.each([
    ['[{"record_type":"A"}]', 'SOA record not found for zone example.com'],
    ['[{"record_type":"SOA","data_b64": ["a","b","MQ=="]}]', 'Could not extract serial from SOA record'],
    ['[{"record_type":"SOA","data_b64":["a","b","="]}]', 'Failed to decode serial'],
  ])('cannot read the serial from %s', async (data, words) => {
    const domains = '{"data":{"addon_domains":[],"main_domain":"example.com"},"status":1}';
    const answers = [domains, `{"data":${data},"status":1}`];
    const replay = acmeShUapi({
      baseUrl: 'http://gateway.example/t/acme',
      user: 'alice',
      token: TOKEN,
      fetch: async () => new Response(answers.shift(), { status: 403 }),
    });
    await expect(replay.add(NAME, 'V')).rejects.toThrow(`${words}\nFailed to get zone serial for example.com`);
  });
});
