import { startPanel, type Panel } from '../panel.js';
import { acmeSh, type AcmeShOptions } from './acme-sh.js';

const TOKEN = 'ALICETOKENALICETOKENALICETOKEN12';
const NAME = '_acme-challenge.example.com';
const API2 = '/json-api/cpanel?cpanel_jsonapi_apiversion=2&cpanel_jsonapi_module=';

let panel: Panel;
beforeEach(async () => {
  panel = await startPanel({
    accounts: [{ user: 'alice', token: TOKEN, mainDomain: 'example.com', addonDomains: ['shop.example'] }],
  });
});
afterEach(() => panel.close());

function client(over: Partial<AcmeShOptions> = {}) {
  return acmeSh({ baseUrl: panel.url, user: 'alice', token: TOKEN, ...over });
}

function answering(...bodies: readonly string[]) {
  const left = [...bodies];
  return client({ fetch: async () => new Response(left.shift(), { status: 403 }) });
}

async function values(zone: string): Promise<string[]> {
  const headers = { Authorization: `cpanel alice:${TOKEN}` };
  const reply = await fetch(`${panel.url}/execute/DNS/parse_zone?zone=${zone}`, { headers });
  const { data } = (await reply.json()) as { data: { record_type?: string; data_b64: string[] }[] };
  const txt = data.filter((entry) => entry.record_type === 'TXT').map((entry) => atob(entry.data_b64[0]!));
  return txt.filter((value) => value.startsWith('Val-ue'));
}

describe('acme.sh with its API 2 plugin', () => {
  it.each([
    [NAME, 'example.com'],
    ['_acme-challenge.www.shop.example', 'shop.example'],
  ])('adds and removes %s', async (fullDomain, zone) => {
    await client().add(fullDomain, 'Val-ue_1');
    await client().add(fullDomain, 'Val-ue_2');
    expect(await values(zone)).toEqual(['Val-ue_1', 'Val-ue_2']);
    expect(await client().remove(fullDomain, 'Val-ue_1')).toBeNull();
    expect(await client().remove(fullDomain, 'Val-ue_2')).toBeNull();
    expect(await values(zone)).toEqual([]);
    expect(await client().remove(fullDomain, 'Val-ue_2')).toBe("Entry doesn't exist, nothing to delete");
  });

  it('sends the requests of the contract in its order', async () => {
    await client().add(NAME, 'Val-ue_1');
    await client().remove(NAME, 'Val-ue_1');
    expect(panel.calls().map(({ method, url }) => `${method} ${url}`)).toEqual([
      `GET ${API2}CustInfo&cpanel_jsonapi_func=displaycontactinfo`,
      `GET ${API2}ZoneEdit&cpanel_jsonapi_func=fetchzones`,
      `GET ${API2}ZoneEdit&cpanel_jsonapi_func=add_zone_record&domain=example.com&name=_acme-challenge&type=TXT&txtdata=Val-ue_1&ttl=1`,
      `GET ${API2}CustInfo&cpanel_jsonapi_func=displaycontactinfo`,
      `GET ${API2}ZoneEdit&cpanel_jsonapi_func=fetchzones`,
      `GET ${API2}ZoneEdit&cpanel_jsonapi_func=fetchzone_records&domain=example.com`,
      expect.stringMatching(/func=remove_zone_record&domain=example\.com&line=\d+$/),
    ]);
  });

  it('says no more than that there are no zones when it is not let in', async () => {
    await expect(client({ token: 'WRONG' }).add(NAME, 'V')).rejects.toThrow(
      `Primary domain list not found!\nNo matching root domain for ${NAME} found`,
    );
    const foreign = '_acme-challenge.bob.net';
    await expect(client().add(foreign, 'V')).rejects.toThrow(`No matching root domain for ${foreign} found`);
  });

  it('takes the first listed zone that ends the name, and asks for no dot', async () => {
    const zones = '{"le.com":["; cPanel first:1"],"example.com":["; cPanel first:1"],"other.com":["$TTL"]}';
    const urls: string[] = [];
    const replay = client({
      fetch: async (url) => {
        urls.push(url as string);
        return new Response(zones);
      },
    });
    await replay.add(NAME, 'V');
    expect(urls[2]).toContain('domain=le.com&name=_acme-challenge.example.com&');
    await expect(replay.add('x.other.com', 'V')).rejects.toThrow('No matching root domain');
  });

  it('takes everything for success but the one text', async () => {
    const zones = '{"example.com":["; cPanel first:1"]}';
    await answering('', zones, '<html>Not found</html>').add(NAME, 'V');
    await answering('', zones, '{"newserial":null,"data":[]}').add(NAME, 'V');
    const refused = '{"cpanelresult":{"data":[{"result":{"newserial":null,"status":0}}]}}';
    await expect(answering('', zones, refused).add(NAME, 'V')).rejects.toThrow("Couldn't create entry!");
    const records = `[{"name":"${NAME}.","txtdata":"V","line":7},{"name":"x.","line":8}]`;
    await expect(answering('', zones, records, refused).remove(NAME, 'V')).rejects.toThrow("Couldn't delete entry!");
  });
});
