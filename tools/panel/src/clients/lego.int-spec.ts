import { startPanel, type Panel } from '../panel.js';
import { lego, type LegoOptions } from './lego.js';

const TOKEN = 'ALICETOKENALICETOKENALICETOKEN12';
const ROOT_TOKEN = 'ROOTTOKENROOTTOKENROOTTOKENROOT1';
const NAME = '_acme-challenge.example.com';

let panel: Panel;
beforeEach(async () => {
  panel = await startPanel({
    accounts: [{ user: 'alice', token: TOKEN, mainDomain: 'example.com' }],
    whmUsers: [{ user: 'root', token: ROOT_TOKEN }],
  });
});
afterEach(() => panel.close());

function client(mode: 'cpanel' | 'whm', over: Partial<LegoOptions> = {}) {
  const who = mode === 'whm' ? { user: 'root', token: ROOT_TOKEN } : { user: 'alice', token: TOKEN };
  return lego({ baseUrl: `${panel.url}/`, ...who, mode, zone: 'example.com', ...over });
}

async function values(): Promise<string[][]> {
  const headers = { Authorization: `cpanel alice:${TOKEN}` };
  const reply = await fetch(`${panel.url}/execute/DNS/parse_zone?zone=example.com`, { headers });
  const { data } = (await reply.json()) as { data: { record_type?: string; data_b64: string[] }[] };
  const txt = data.filter((entry) => entry.record_type === 'TXT');
  return txt.map((entry) => entry.data_b64.map(atob)).filter(([first]) => /^Value/.test(first!));
}

function answering(...answers: readonly (readonly [status: number, body: string])[]) {
  const left = [...answers];
  return client('cpanel', {
    fetch: async () => {
      const [status, body] = left.shift()!;
      return new Response(body, { status });
    },
  });
}

describe.each(['cpanel', 'whm'] as const)('lego in the mode %s', (mode) => {
  it('shows a value, and takes it away again', async () => {
    await client(mode).present(NAME, 'Value-1');
    await client(mode).present(NAME, 'Value-2');
    expect(await values()).toEqual([['Value-1'], ['Value-2']]);
    await client(mode).cleanUp(NAME, 'Value-1');
    expect(await values()).toEqual([['Value-2']]);
    await client(mode).cleanUp(NAME, 'Value-1'); // which is not there any more
    await client(mode).present(NAME, 'Value-2');
    expect(await values()).toEqual([['Value-2', 'Value-2']]);
    await client(mode).cleanUp(NAME, 'Value-2');
    expect(await values()).toEqual([]);
  });

  it('sends the requests of the contract in its order', async () => {
    panel.clearCalls();
    await client(mode).present(NAME, 'Value-1');
    await client(mode).cleanUp(NAME, 'Value-1');
    const [parse, edit, version] =
      mode === 'whm'
        ? ['/json-api/parse_dns_zone?api.version=1&', '/json-api/mass_edit_dns_zone?', 'api.version=1&']
        : ['/execute/DNS/parse_zone?', '/execute/DNS/mass_edit_zone?', ''];
    const add =
      '%7B%22dname%22%3A%22_acme-challenge.example.com.%22%2C%22ttl%22%3A300' +
      '%2C%22record_type%22%3A%22TXT%22%2C%22data%22%3A%5B%22Value-1%22%5D%7D';
    expect(panel.calls().map(({ url }) => url)).toEqual([
      `${parse}zone=example.com`,
      `${edit}add=${add}&${version}serial=2024010100&zone=example.com`,
      `${parse}zone=example.com`,
      expect.stringMatching(/remove=\d+&serial=2024010101&zone=example\.com$/),
    ]);
    expect(panel.calls()[0]!.rawHeaders).toEqual(expect.arrayContaining(['application/json', expect.stringMatching(`^${mode} `)]));
  });

  it('says why the panel refused', async () => {
    await expect(client(mode, { zone: 'other.example' }).present(NAME, 'V')).rejects.toThrow(/other\.example/);
  });
});

describe('lego', () => {
  it('looks at the status number alone when it is not 200', async () => {
    await expect(client('cpanel', { token: 'WRONG' }).present(NAME, 'V')).rejects.toThrow('unexpected status code: 401');
    await expect(client('whm', { token: 'WRONG' }).present(NAME, 'V')).rejects.toThrow('unexpected status code: 403');
  });

  it('reads numbers as numbers, and the new serial as a text', async () => {
    const soa = `{"type":"record","record_type":"SOA","line_index":3,"dname_b64":"${btoa('example.com.')}","data_b64":["","","MQ=="]}`;
    const zone = `{"status":1,"data":[${soa}]}`;
    await answering([200, zone], [200, '{"status":1,"data":{"new_serial":"2"}}']).present(NAME, 'V');
    await expect(answering([200, '{"status":"1","data":[]}']).present(NAME, 'V')).rejects.toThrow(/status/);
    await expect(answering([200, zone], [200, '{"status":1,"data":{"new_serial":2}}']).present(NAME, 'V')).rejects.toThrow(
      /type string/,
    );
    await expect(answering([200, '{"status":1,"data":[]}']).present(NAME, 'V')).rejects.toThrow('zone serial not found');
    await expect(answering([200, '{"status":0,"errors":["No."],"messages":["Sorry."]}']).present(NAME, 'V')).rejects.toThrow(
      'error: No. Sorry.',
    );
  });
});
