import { startPanel, type Panel } from '../panel.js';
import { certbotDnsCpanel, type CertbotOptions } from './certbot-dns-cpanel.js';

const TOKEN = 'ALICETOKENALICETOKENALICETOKEN12';
const NAME = '_acme-challenge.www.shop.example.com';
const API2 = '/json-api/cpanel?cpanel_jsonapi_user=alice&cpanel_jsonapi_apiversion=2&cpanel_jsonapi_module=';
const PEM = { crt: '-----BEGIN CERTIFICATE-----\nAA+/==\n', key: '-----BEGIN PRIVATE KEY-----\nBB\n', cabundle: 'CC\n' };

let panel: Panel;
beforeEach(async () => {
  panel = await startPanel({
    accounts: [{ user: 'alice', token: TOKEN, mainDomain: 'example.com', addonDomains: ['shop.example.com'] }],
  });
});
afterEach(() => panel.close());

function client(over: Partial<CertbotOptions> = {}) {
  return certbotDnsCpanel({ baseUrl: panel.url, user: 'alice', token: TOKEN, ...over });
}

function answering(body: unknown) {
  return client({ fetch: async () => new Response(JSON.stringify(body)) });
}

const urls = () => panel.calls().map(({ url }) => url);

describe('certbot-dns-cpanel', () => {
  it('shows a value in the longest zone, and takes all lines of it away from the last to the first', async () => {
    await client().perform(NAME, 'Val-ue_1');
    await client().perform(NAME, 'Val-ue_1');
    panel.clearCalls();
    await client().cleanUp(NAME, 'Val-ue_1');
    const lines = urls().flatMap((url) => /remove_zone_record&domain=shop\.example\.com&line=(\d+)$/.exec(url)?.[1] ?? []);
    expect(lines).toHaveLength(2);
    expect(Number(lines[0])).toBeGreaterThan(Number(lines[1]));
    panel.clearCalls();
    await client().cleanUp(NAME, 'Val-ue_1');
    expect(urls()).toHaveLength(2);
  });

  it('sends the requests of the contract in its order', async () => {
    await client().perform(NAME, 'V');
    await client().cleanUp(NAME, 'V');
    expect(urls()).toEqual([
      `${API2}ZoneEdit&cpanel_jsonapi_func=fetchzones`,
      `${API2}ZoneEdit&cpanel_jsonapi_func=add_zone_record&domain=shop.example.com&name=_acme-challenge.www&type=TXT&txtdata=V&ttl=60`,
      `${API2}ZoneEdit&cpanel_jsonapi_func=fetchzones`,
      `${API2}ZoneEdit&cpanel_jsonapi_func=fetchzone_records&domain=shop.example.com&name=${NAME}.&type=TXT&txtdata=V&ttl=60`,
      expect.stringContaining('func=remove_zone_record'),
    ]);
  });

  it('puts certificate and key into the URL', async () => {
    await client().install('example.com', PEM);
    expect(urls()).toEqual([
      `${API2}SSL&cpanel_jsonapi_func=installssl&domain=example.com&crt=-----BEGIN+CERTIFICATE-----%0AAA%2B%2F%3D%3D%0A` +
        '&key=-----BEGIN+PRIVATE+KEY-----%0ABB%0A&cabundle=CC%0A',
    ]);
  });

  it('raises at any status from 400, and where a key is missing', async () => {
    await expect(client({ token: 'WRONG' }).perform(NAME, 'V')).rejects.toThrow('HTTP Error 403: Forbidden Access denied');
    await expect(client().perform('_acme-challenge.notexample.com', 'V')).rejects.toThrow('Could not get the zone');
    await expect(answering({ status: 0, errors: ['No.'] }).perform(NAME, 'V')).rejects.toThrow("KeyError: 'cpanelresult'");
    await expect(answering({ cpanelresult: { data: [{ status: 0 }] } }).perform(NAME, 'V')).rejects.toThrow("KeyError: 'zones'");
  });

  it('gives the words of a refusal', async () => {
    const refused = { zones: { 'example.com': 1 }, line: 7, result: { status: 0, statusmsg: 'No.' } };
    await expect(answering({ cpanelresult: { data: [refused] } }).perform(NAME, 'V')).rejects.toThrow('No.');
    await expect(answering({ cpanelresult: { data: [refused] } }).cleanUp(NAME, 'V')).rejects.toThrow('No.');
    const output = { cpanelresult: { data: [{ result: 0, output: 'No.' }] } };
    await expect(answering(output).install('example.com', PEM)).rejects.toThrow('No.');
  });
});
