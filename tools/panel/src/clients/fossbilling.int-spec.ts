import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { startPanel, type Panel } from '../panel.js';
import { fossbilling, type FossbillingOptions } from './fossbilling.js';

const ROOT_TOKEN = 'ROOTTOKENROOTTOKENROOTTOKENROOT1';
const GOLD = { name: 'gold', quota: '1000', bandwidth: 'unlimited' };
const CAROL = { username: 'carol', domain: 'carol.example', password: 'Correct-horse-1', email: 'c@carol.example', plan: GOLD };

let panel: Panel;
beforeEach(async () => {
  panel = await startPanel({
    accounts: [{ user: 'alice', token: 'ALICETOKENALICETOKENALICETOKEN12', mainDomain: 'example.com' }],
    whmUsers: [
      { user: 'root', token: ROOT_TOKEN },
      { user: 'resellers', token: 'UNUSEDTOKENUNUSEDTOKENUNUSEDTOKE', acls: ['list-accts'] }, // whose privileges are a list
    ],
  });
});
afterEach(() => panel.close());

function client(over: Partial<FossbillingOptions> = {}) {
  const connectTo = { host: '127.0.0.1', port: panel.port };
  return fossbilling({ connectTo, host: 'panel.example:2087', user: 'root', token: ROOT_TOKEN, ...over });
}

const actions = () => panel.calls().map(({ url }) => url.replace('/json-api/', ''));

describe('FOSSBilling', () => {
  it('leads an account from its creation to its end', async () => {
    const manager = client();
    await manager.testConnection();
    await manager.createAccount({ ...CAROL, resellerAclList: 'resellers' });
    expect(await manager.synchronize('carol')).toMatchObject({ suspended: false, domain: 'carol.example', user: 'carol' });
    await manager.suspend('carol', 'unpaid');
    expect(await manager.synchronize('carol')).toMatchObject({ suspended: true });
    await manager.unsuspend('carol');
    await manager.changePlan('carol', { ...GOLD, name: 'platinum' });
    await manager.changePassword('carol', 'Correct-horse-2');
    await manager.changeDomain('carol', 'carol-2.example');
    await manager.changeIp('carol-2.example', '192.0.2.11');
    await manager.changeUsername('carol', 'caroline');
    expect(await manager.synchronize('caroline')).toEqual({
      suspended: false,
      domain: 'carol-2.example',
      user: 'caroline',
      ip: '192.0.2.11',
    });
    expect(await manager.loginUrl('caroline', 'cpaneld')).toMatch(/^https?:\/\//);
    await manager.cancel('caroline');
    await expect(manager.synchronize('caroline')).rejects.toThrow('accountsummary: ');
    expect(actions()).toEqual([
      'version',
      'listpkgs',
      'addpkg',
      'createacct',
      'setupreseller',
      'setacls',
      'accountsummary',
      'suspendacct',
      'accountsummary',
      'unsuspendacct',
      'listpkgs',
      'addpkg',
      'changepackage',
      'passwd',
      'modifyacct',
      'setsiteip',
      'modifyacct',
      'accountsummary',
      'create_user_session',
      'removeacct',
      'accountsummary',
    ]);
  });

  it('posts forms without api.version, as WHM in capitals', async () => {
    await client().suspend('alice', 'not paid');
    const [call] = panel.calls();
    expect(`${call!.method} ${call!.url} ${call!.body.toString()}`).toBe('POST /json-api/suspendacct user=alice&reason=not+paid');
    expect(call!.rawHeaders).toEqual(expect.arrayContaining([`WHM root:${ROOT_TOKEN}`, 'panel.example:2087']));
  });

  it('shows the words of a refusal, and the number alone when it is not let in', async () => {
    await expect(client().suspend('nobody', 'x')).rejects.toThrow(/^suspendacct: ./);
    await expect(client({ token: 'WRONG' }).testConnection()).rejects.toThrow('HTTP 403 returned for version');
    await expect(client({ token: null, password: 'secret' }).testConnection()).rejects.toThrow('HTTP 403 returned for version');
  });

  it.each([
    ['no JSON', 'suspendacct response is invalid'],
    ['[]', 'suspendacct response is invalid'],
    ['{"cpanelresult":{"error":"Denied."}}', 'suspendacct: Denied.'],
    ['{"data":{"result":"0","reason":"Denied."}}', 'suspendacct: Denied.'],
    ['{"result":[{"status":0,"statusmsg":"Denied."}]}', 'suspendacct: Denied.'],
    ['{"status":0,"statusmsg":"Denied."}', 'suspendacct: Denied.'],
  ])('takes %s for failure', async (body, words) => {
    const server = createServer((_request, response) => void response.end(body)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const connectTo = { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
    await expect(client({ connectTo }).suspend('alice', 'x')).rejects.toThrow(words);
    server.close();
  });
});
