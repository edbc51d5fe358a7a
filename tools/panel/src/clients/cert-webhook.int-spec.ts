import { startPanel, type Panel } from '../panel.js';
import { certManagerWebhook, type CertManagerWebhookOptions } from './cert-webhook.js';

const TOKEN = 'ALICETOKENALICETOKENALICETOKEN12';
const NAME = '_acme-challenge.example.com';

let panel: Panel;
beforeEach(async () => {
  panel = await startPanel({ accounts: [{ user: 'alice', token: TOKEN, mainDomain: 'example.com' }] });
});
afterEach(() => panel.close());

function client(over: Partial<CertManagerWebhookOptions> = {}) {
  return certManagerWebhook({ baseUrl: panel.url, user: 'alice', token: TOKEN, zone: 'example.com', ...over });
}

const urls = () => panel.calls().map(({ url }) => url);

describe('the cert-manager webhook', () => {
  it('shows a value once, and takes it away again, with the requests of the contract', async () => {
    await client().present(NAME, 'Value-1');
    await client().present(NAME, 'Value-1');
    await client().cleanUp(NAME, 'Value-1');
    await client().cleanUp(NAME, 'Value-1');
    const parse = '/execute/DNS/parse_zone?zone=example.com';
    const edit = '/execute/DNS/mass_edit_zone?zone=example.com&serial=202401010';
    const record =
      '%7B%22dname%22%3A%22_acme-challenge%22%2C%22ttl%22%3A300%2C%22record_type%22%3A%22TXT%22%2C%22data%22%3A%5B%22Value-1%22%5D%7D';
    expect(urls()).toEqual([
      parse,
      `${edit}0&add=${record}`,
      parse,
      parse,
      expect.stringMatching(/serial=2024010101&remove=\d+$/),
      parse,
    ]);
  });

  it('gives a second value the TTL of the first', async () => {
    const headers = { Authorization: `cpanel alice:${TOKEN}` };
    const add = encodeURIComponent('{"dname":"_acme-challenge","ttl":77,"record_type":"TXT","data":["other"]}');
    await fetch(`${panel.url}/execute/DNS/mass_edit_zone?zone=example.com&serial=2024010100&add=${add}`, { headers });
    panel.clearCalls();
    await client().present(NAME, 'Value-1');
    expect(decodeURIComponent(urls().at(-1)!)).toContain('"ttl":77');
  });

  it('sees a refusal in `errors` only, whatever the status', async () => {
    await expect(client({ zone: 'other.example' }).present(NAME, 'V')).rejects.toThrow(/other\.example/);
    await expect(client({ token: 'WRONG' }).present(NAME, 'V')).rejects.toThrow(SyntaxError); // a login page
    const refusing = client({
      fetch: async () => new Response('{"data":null,"errors":["No.","Really."],"status":1}', { status: 200 }),
    });
    await expect(refusing.present(NAME, 'V')).rejects.toThrow('No., Really.');
  });
});
