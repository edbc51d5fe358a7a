import { terraformProvider } from '@portcullis/panel';
import { startClientScene, type Aim, type ClientScene } from './client-scene.js';
import { newSlug } from './providers.js';

const NIGHTLY = { command: '/usr/bin/nightly --all', minute: '0', hour: '3', day: '*', month: '*', weekday: '*' };
const OTHER = { ...NIGHTLY, command: '/usr/bin/other' };

let scene: ClientScene;
beforeAll(async () => (scene = await startClientScene()));
beforeEach(() => scene.forget());
afterAll(() => scene.close());

describe("the Terraform provider's tokens", () => {
  it('live in the gateway: made, renamed and revoked with full access, and the panel hears nothing', async () => {
    const aim = await scene.fullAccount();
    const { tokens } = terraformProvider(aim);
    const [first, second] = [newSlug(), newSlug()];
    const expiresAt = Math.floor(Date.now() / 1000) + 86_400;
    const made = await tokens.create(first, expiresAt);
    expect(made.token).toMatchObject({ name: first, has_full_access: 1, features: [], expires_at: expiresAt });
    expect(await terraformProvider({ ...aim, token: made.secret }).tokens.read(first)).toEqual(made.token);
    await tokens.rename(first, second);
    expect(await tokens.read(first)).toBeUndefined();
    expect(await tokens.read(second)).toEqual({ ...made.token, name: second });
    await expect(tokens.create(second)).rejects.toThrow('exists');
    await tokens.destroy(second);
    expect(await tokens.read(second)).toBeUndefined();
    await tokens.destroy(second); // which does not exist, and that is well
    await expect(terraformProvider({ ...aim, token: made.secret }).tokens.read(first)).rejects.toThrow('HTTP 401');
    expect(scene.panel.calls()).toEqual([]);
  });

  it('are refused to a restricted token, in words, whatever it holds', async () => {
    const everything = [{ operation: 'Tokens::create_full_access' }, { operation: 'Tokens::list' }, { feature: 'zoneedit' }];
    const { tokens } = terraformProvider(await scene.account(...everything));
    const name = newSlug();
    await expect(tokens.create(name)).rejects.toThrow(/full access/);
    expect(await tokens.read(name)).toBeUndefined();
    const reader = terraformProvider(await scene.account({ operation: 'Tokens::list' }));
    await expect(reader.tokens.rename('own', name)).rejects.toThrow(/holds no grant/);
    await expect(reader.tokens.destroy('own')).rejects.toThrow(/holds no grant/);
    const stranger = terraformProvider(await scene.account({ feature: 'zoneedit' }));
    await expect(stranger.tokens.read('own')).rejects.toThrow(/holds no grant/);
    expect(scene.panel.calls()).toEqual([]);
  });
});

describe("the Terraform provider's cron lines", () => {
  const life = async (aim: Aim) => {
    const { cron } = terraformProvider(aim);
    const key = await cron.create(NIGHTLY);
    await cron.update(key, { ...NIGHTLY, hour: '4' });
    const line = (await cron.read()).find(({ command }) => command === NIGHTLY.command)!;
    expect(line).toMatchObject({ hour: '4' });
    await cron.destroy(line.linekey);
  };
  const command = [`cron_line:${NIGHTLY.command}`];
  const needs = [
    { operation: 'Cron::fetchcron' },
    { operation: 'Cron::add_line', resources: command },
    { operation: 'Cron::edit_line', resources: command },
    { operation: 'Cron::remove_line', resources: command },
  ];

  it('reach the panel byte for byte', async () => {
    await life(await scene.account({ feature: 'cron' }));
    expect(scene.panel.calls()).toHaveLength(5);
    await scene.expectSameAsDirect('alice', life);
  });

  it('work with a token for one command', async () => {
    await life(await scene.account(...needs));
  });

  it('are refused for another command, be it the old one or the new one', async () => {
    const wide = terraformProvider(await scene.account({ feature: 'cron' }));
    const key = await wide.cron.create(OTHER);
    const { cron } = terraformProvider(await scene.account(...needs));
    await expect(cron.create(OTHER)).rejects.toThrow(/no grant for Cron::add_line on cron_line/);
    await expect(cron.update(key, NIGHTLY)).rejects.toThrow(/no grant for Cron::edit_line/);
    await expect(cron.destroy(key)).rejects.toThrow(/no grant for Cron::remove_line/);
    const mine = await cron.create(NIGHTLY);
    await expect(cron.update(mine, OTHER)).rejects.toThrow(/no grant for Cron::edit_line/);
    await cron.destroy(mine);
    expect((await wide.cron.read()).map((line) => line.command)).toEqual([OTHER.command]);
    await wide.cron.destroy(key);
  });
});

describe("the Terraform provider's first questions", () => {
  const grants = ['Features::list_features', 'StatsBar::get_stats', 'Variables::get_user_information'];

  it('are answered by the panel', async () => {
    const probe = (aim: Aim) => terraformProvider(aim).probe();
    expect(await probe(await scene.account(...grants.map((operation) => ({ operation }))))).toMatchObject({ user: { user: 'alice' } });
    await scene.expectSameAsDirect('alice', probe);
  });

  it('end at the first that is refused, and at a number when it is not let in', async () => {
    await expect(terraformProvider(await scene.account({ operation: grants[0]! })).probe()).rejects.toThrow(
      'The token holds no grant for StatsBar::get_stats.',
    );
    const stranger = terraformProvider({ ...(await scene.fullAccount()), token: 'NOTATOKEN' });
    await expect(stranger.probe()).rejects.toThrow('HTTP 401');
    await expect(stranger.cron.read()).rejects.toThrow('HTTP 403');
  });
});
