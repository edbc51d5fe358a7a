import { startPanel, type Panel } from '../panel.js';
import { createAccountByGet, uploadAndExtract } from './curl-scripts.js';

const TOKEN = 'ALICETOKENALICETOKENALICETOKEN12';
const ROOT_TOKEN = 'ROOTTOKENROOTTOKENROOTTOKENROOT1';
const SITE = { dir: 'public_html', name: 'site.zip', bytes: Buffer.from('PK\r\n\0\xff', 'latin1') };
const CAROL = { username: 'carol', domain: 'carol.example', password: 'Correct horse & 1', plan: 'default' };

let panel: Panel;
beforeEach(async () => {
  panel = await startPanel({
    accounts: [{ user: 'alice', token: TOKEN, mainDomain: 'example.com' }],
    whmUsers: [{ user: 'root', token: ROOT_TOKEN }],
  });
});
afterEach(() => panel.close());

const alice = (token = TOKEN) => ({ baseUrl: panel.url, user: 'alice', token });
const root = (token = ROOT_TOKEN) => ({ baseUrl: panel.url, user: 'root', token });

describe('a script that deploys an archive', () => {
  it('uploads it by UAPI and unpacks it by API 2', async () => {
    await uploadAndExtract(alice(), SITE);
    const [upload, extract] = panel.calls();
    expect(`${upload!.method} ${upload!.url}`).toBe('POST /execute/Fileman/upload_files');
    expect(upload!.body.toString('latin1')).toContain('filename="site.zip"\r\nContent-Type: application/octet-stream\r\n\r\nPK\r\n\0\xff\r\n');
    expect(`${extract!.method} ${extract!.url}`).toBe(
      'GET /json-api/cpanel?cpanel_jsonapi_apiversion=2&cpanel_jsonapi_module=Fileman&cpanel_jsonapi_func=fileop' +
        '&op=extract&sourcefiles=public_html%2Fsite.zip&destfiles=public_html&doubledecode=1',
    );
  });

  it('shows the body when it is not let in', async () => {
    await expect(uploadAndExtract(alice('WRONG'), SITE)).rejects.toThrow('<!DOCTYPE html>');
  });
});

describe('a module that creates accounts by GET', () => {
  it('reads `metadata.result`', async () => {
    await createAccountByGet(root(), CAROL);
    expect(panel.calls().map(({ url }) => url)).toEqual([
      '/json-api/createacct?api.version=1&username=carol&domain=carol.example&password=Correct%20horse%20%26%201&plan=default',
    ]);
    await expect(createAccountByGet(root(), CAROL)).rejects.toThrow(/carol/);
  });

  it('falls back to `cpanelresult.error`', async () => {
    await expect(createAccountByGet(root('WRONG'), CAROL)).rejects.toThrow('Access denied');
  });
});
