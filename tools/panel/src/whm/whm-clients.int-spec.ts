import { fossbilling, lego, startPanel, type Panel } from '../index.js';

let panel: Panel;
beforeEach(async () => {
  panel = await startPanel({
    accounts: [{ user: 'alice', token: 'A', mainDomain: 'example.com' }],
    whmUsers: [{ user: 'root', token: 'ROOTTOKEN' }],
  });
});
afterEach(() => panel.close());

it('FOSSBilling leads a reseller’s account from its creation to its end', async () => {
  const connectTo = { host: '127.0.0.1', port: panel.port };
  const manager = fossbilling({ connectTo, host: 'panel.example', user: 'root', token: 'ROOTTOKEN' });
  await manager.testConnection();
  const plan = { name: 'gold', quota: '1000', bandwidth: 'unlimited' };
  const login = { username: 'carol', domain: 'carol.example', password: 'hush', email: 'c@example.org' };
  await manager.createAccount({ ...login, plan, resellerAclList: 'root' });
  await expect(manager.createAccount({ ...login, plan })).rejects.toThrow('createacct: The user name carol is taken.');
  await manager.suspend('carol', 'unpaid');
  const [domain, ip] = ['carol.example', '192.0.2.10'];
  expect(await manager.synchronize('carol')).toEqual({ suspended: true, domain, user: 'carol', ip });
  await manager.unsuspend('carol');
  await manager.changePlan('carol', { ...plan, name: 'silver' });
  await manager.changePassword('carol', 'hush');
  await manager.changeIp('carol.example', '192.0.2.7');
  expect(await manager.loginUrl('carol', 'cpaneld')).toMatch(/^https:/);
  await manager.changeDomain('carol', 'caroline.example');
  await manager.changeUsername('carol', 'caroline');
  await manager.cancel('caroline');
  await expect(manager.synchronize('caroline')).rejects.toThrow('You do not have access to an account named caroline.');
});

it('lego shows a challenge through WHM and takes it away', async () => {
  const options = { baseUrl: panel.url, user: 'root', token: 'ROOTTOKEN', mode: 'whm', zone: 'example.com' } as const;
  await lego(options).present('_acme-challenge.example.com', 'VALUE');
  await lego(options).cleanUp('_acme-challenge.example.com', 'VALUE');
  await expect(lego({ ...options, zone: 'nobody.example' }).present('_a.nobody.example', 'x')).rejects.toThrow();
  await expect(lego({ ...options, token: 'WRONG' }).present('_a.example.com', 'x')).rejects.toThrow('403');
});
