import { fossbilling } from '@portcullis/panel';
import { startClientScene, type Aim, type ClientScene } from './client-scene.js';

const GOLD = { name: 'gold', quota: '1000', bandwidth: 'unlimited' };
const CAROL = { username: 'carol', domain: 'carol.example', password: 'Correct-horse-1', email: 'c@carol.example', plan: GOLD };
/** What a billing system needs, by the panel's names of privileges. */
const PRIVILEGES = [
  'basic-whm-functions', 'list-pkgs', 'add-pkg', 'create-acct', 'acct-summary', 'suspend-acct', 'upgrade-account',
  'passwd', 'edit-account', 'kill-acct',
];
const needs = PRIVILEGES.map((feature) => ({ feature }));

let scene: ClientScene;
beforeAll(async () => (scene = await startClientScene()));
beforeEach(() => scene.forget());
afterAll(() => scene.close());

const heard = () => scene.panel.calls().map(({ url }) => url.replace('/json-api/', ''));

describe('FOSSBilling', () => {
  const life = async (aim: Aim) => {
    const manager = fossbilling(aim);
    await manager.createAccount(CAROL);
    expect(await manager.synchronize('carol')).toMatchObject({ suspended: false, domain: 'carol.example', user: 'carol' });
    await manager.suspend('carol', 'not paid');
    expect(await manager.synchronize('carol')).toMatchObject({ suspended: true });
    await manager.unsuspend('carol');
    await manager.changePlan('carol', GOLD);
    await manager.changePassword('carol', 'Correct-horse-2');
    await manager.changeDomain('carol', 'carol-2.example');
    await manager.cancel('carol');
  };

  it('leads an account from its creation to its end with the privileges it needs, byte for byte', async () => {
    await life(await scene.whm(...needs));
    expect(heard().length).toBeGreaterThan(9);
    await scene.expectSameAsDirect('root', life);
  });

  it('tests its connection, and opens a session where it was given that by name', async () => {
    const manager = fossbilling(await scene.whm({ operation: 'WHM::version' }, { operation: 'WHM::create_user_session' }));
    await manager.testConnection();
    expect(await manager.loginUrl('alice', 'cpaneld')).toMatch(/^https?:\/\//);
    const without = fossbilling(await scene.whm(...needs));
    // It asks for the newer shape here, and reads no reason from that.
    await expect(without.loginUrl('alice', 'cpaneld')).rejects.toThrow('no url in the response');
    expect(heard()).toEqual(['version', 'create_user_session']);
  });

  it('shows the administrator why it was refused', async () => {
    const manager = fossbilling(await scene.whm({ feature: 'suspend-acct', resources: ['account:alice'] }));
    await manager.suspend('alice', 'x');
    await manager.unsuspend('alice');
    scene.forget();
    await expect(manager.suspend('bob', 'x')).rejects.toThrow('suspendacct: The token holds no grant for WHM::suspendacct on account:bob.');
    await expect(manager.cancel('alice')).rejects.toThrow('removeacct: The token holds no grant for WHM::removeacct.');
    await expect(manager.createAccount(CAROL)).rejects.toThrow('listpkgs: The token holds no grant for WHM::listpkgs.');
    await expect(manager.synchronize('alice')).rejects.toThrow('accountsummary: The token holds no grant for WHM::accountsummary.');
    await expect(manager.changePassword('alice', 'x')).rejects.toThrow('passwd: The token holds no grant for WHM::passwd.');
    await expect(manager.loginUrl('alice', 'cpaneld')).rejects.toThrow('no url in the response');
    expect(heard()).toEqual([]);
  });

  it("shows the number when it is not let in: a wrong token, another user, no token, an account's token", async () => {
    const aim = await scene.fullWhm();
    const words = 'HTTP 403 returned for version';
    await expect(fossbilling({ ...aim, token: 'NOTATOKEN' }).testConnection()).rejects.toThrow(words);
    await expect(fossbilling({ ...aim, user: 'admin' }).testConnection()).rejects.toThrow(words);
    await expect(fossbilling({ ...aim, token: null, password: aim.token }).testConnection()).rejects.toThrow(words);
    await expect(fossbilling(await scene.fullAccount()).testConnection()).rejects.toThrow(words);
    expect(heard()).toEqual([]);
  });
});
