import { startPanel, type Panel } from '../panel.js';
import { cpanelApiPython, type CpanelApiPythonOptions } from './cpanel-api-python.js';

const TOKEN = 'ALICETOKENALICETOKENALICETOKEN12';

let panel: Panel;
beforeEach(async () => {
  panel = await startPanel({ accounts: [{ user: 'alice', token: TOKEN, mainDomain: 'example.com' }] });
});
afterEach(() => panel.close());

function client(over: Partial<CpanelApiPythonOptions> = {}) {
  const connectTo = { host: '127.0.0.1', port: panel.port };
  return cpanelApiPython({ connectTo, host: 'panel.example:2083', user: 'alice', secret: TOKEN, ...over });
}

describe('cpanel-api and cpanel-cli', () => {
  it('post forms to the host they are given, as Firefox', async () => {
    expect(await client().uapi('DomainInfo', 'list_domains')).toMatchObject({ status: 1, data: { main_domain: 'example.com' } });
    await client().uapi('Email', 'add_pop', [['email', 'bob'], ['password', 'Correct horse & 1']]);
    const [, call] = panel.calls();
    expect(`${call!.method} ${call!.url} ${call!.body.toString()}`).toBe(
      'POST /execute/Email/add_pop email=bob&password=Correct+horse+%26+1',
    );
    expect(call!.rawHeaders).toEqual(
      expect.arrayContaining(['panel.example:2083', `cpanel alice:${TOKEN}`, expect.stringContaining('Firefox')]),
    );
  });

  it('put what says which function it is first in the body, in API 2', async () => {
    expect(await client().api2('ZoneEdit', 'fetchzones')).toMatchObject({ cpanelresult: { event: { result: 1 } } });
    expect(panel.calls().at(-1)!.body.toString()).toBe(
      'cpanel_jsonapi_user=alice&cpanel_jsonapi_apiversion=2&cpanel_jsonapi_module=ZoneEdit&cpanel_jsonapi_func=fetchzones',
    );
  });

  it('upload files in one multipart body', async () => {
    await client().upload('/public_html', [
      { name: 'a.txt', bytes: Buffer.from('one') },
      { name: 'b.bin', bytes: Buffer.from([0, 13, 10, 255]) },
    ]);
    const body = panel.calls()[0]!.body.toString('latin1');
    expect(body.split('--0123456789abcdef0123456789abcdef')).toEqual([
      '',
      '\r\nContent-Disposition: form-data; name="dir"\r\n\r\n/public_html\r\n',
      '\r\nContent-Disposition: form-data; name="file-1"; filename="a.txt"\r\n\r\none\r\n',
      '\r\nContent-Disposition: form-data; name="file-2"; filename="b.bin"\r\n\r\n\0\r\n\xff\r\n',
      '--\r\n',
    ]);
  });

  it('show the first error, or that they are not let in', async () => {
    await expect(client().command('DNS', 'parse_zone', [['zone', 'other.example']])).rejects.toThrow(
      'You do not control a DNS zone named other.example.',
    );
    expect(await client().command('DomainInfo', 'list_domains')).toMatchObject({ main_domain: 'example.com' });
    await expect(client({ secret: 'WRONG' }).uapi('DomainInfo', 'list_domains')).rejects.toThrow('Unauthorized');
    await expect(client({ scheme: 'basic' }).uapi('DomainInfo', 'list_domains')).rejects.toThrow('Unauthorized');
    panel.misbehave({ next: 'garbage' });
    await expect(client().uapi('DomainInfo', 'list_domains')).rejects.toThrow('BadResponse');
  });
});
