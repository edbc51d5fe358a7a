import { REPOSITORY } from '@portcullis/stack/layout';
import { DOMAIN, startClientScene, type Aim, type ClientScene } from './client-scene.js';
import { compileCpanelUapi, type CpanelUapi } from './clients/cpanel-uapi.js';
import { allowable } from './denial-codes.js';
import { newSlug } from './providers.js';

let scene: ClientScene;
let client: CpanelUapi;
beforeAll(async () => {
  scene = await startClientScene();
  client = await compileCpanelUapi(REPOSITORY);
});
beforeEach(() => scene.forget());
afterAll(() => scene.close());

/** The package knows one log-in at a time. */
const logIn = ({ user, token, baseUrl }: Aim) => client.default({ username: user, token, cpanelUri: baseUrl });

describe('the npm package cpanel-uapi', () => {
  const use = async (aim: Aim) => {
    logIn(aim);
    expect(await client.DomainInfo.listdomains()).toMatchObject({ status: 1, data: { main_domain: DOMAIN } });
    expect(await client.StatsBar.getstats({ display: 'cpanelversion' })).toMatchObject({ status: 1 });
    expect(await client.Email.addpop({ email: `bob@${DOMAIN}`, password: 'Correct horse & 1' })).toMatchObject({ status: 1 });
    expect(await client.Email.listpops({ regex: 'bob|alice' })).toMatchObject({ status: 1 });
    expect(await client.Email.deletepop({ email: `bob@${DOMAIN}` })).toMatchObject({ status: 1, errors: null });
    expect(await client.Mysql.createdatabase({ name: 'alice_wp' })).toMatchObject({ status: 1 });
    expect(await client.Mysql.deletedatabase({ name: 'alice_wp' })).toMatchObject({ status: 1 });
    expect(await client.DNS.execute({ function: 'parse_zone', parameters: { zone: DOMAIN } })).toMatchObject({ status: 1 });
    expect(await client.DNS.execute({ function: 'parse_zone', parameters: { zone: 'bob.example' } })).toMatchObject({ status: 0 });
    const command = JSON.stringify(['Email', 'list_pops', { regex: 'x' }]);
    expect(await client.Batch.strict({ command })).toMatchObject({ status: 1, data: [{ status: 1 }] });
  };

  it('reaches the panel byte for byte', async () => {
    const open = ['DomainInfo::list_domains', 'StatsBar::get_stats', 'Batch::strict'].map((operation) => ({ operation }));
    await use(await scene.account(...open, { feature: 'popaccts' }, { feature: 'mysql' }, { feature: 'zoneedit' }));
    expect(scene.panel.calls()).toHaveLength(10);
    await scene.expectSameAsDirect('alice', use);
  });

  it('works with a token for one mailbox and one database, and gets every refusal as a body', async () => {
    const refused = (words: string) => ({ data: null, errors: [words], messages: null, metadata: {}, status: 0, warnings: null });
    logIn(
      await scene.account(
        { operation: 'Email::add_pop', resources: [`mailbox:bob@${DOMAIN}`] },
        { operation: 'Mysql::*', resources: ['database:alice_wp'] },
      ),
    );
    expect(await client.Email.addpop({ email: `bob@${DOMAIN}`, password: 'Correct-horse-1' })).toMatchObject({ status: 1 });
    expect(await client.Email.addpop({ email: `eve@${DOMAIN}`, password: 'Correct-horse-1' })).toEqual(
      refused(allowable(`The token holds no grant for Email::add_pop on mailbox:eve@${DOMAIN}.`)),
    );
    expect(await client.Email.deletepop({ email: `bob@${DOMAIN}` })).toEqual(refused(allowable('The token holds no grant for Email::delete_pop.')));
    expect(await client.Mysql.createdatabase({ name: 'alice_wp' })).toMatchObject({ status: 1 });
    expect(await client.Mysql.createdatabase({ name: 'alice_shop' })).toEqual(
      refused(allowable('The token holds no grant for Mysql::create_database on database:alice_shop.')),
    );
    expect(await client.DNS.execute({ function: 'parse_zone', parameters: { zone: DOMAIN } })).toEqual(
      refused(allowable('The token holds no grant for DNS::parse_zone.')),
    );
    logIn({ ...(await scene.fullAccount()), token: 'NOTATOKEN' });
    expect(await client.DomainInfo.listdomains()).toEqual(refused('The user name or API token is not accepted.'));
    expect(scene.panel.calls()).toHaveLength(2);
  });

  it('cannot smuggle more into a batch than the token holds', async () => {
    logIn(await scene.account({ operation: 'Batch::strict' }, { operation: 'Email::list_pops' }));
    for (const [module, name, words] of [['Email', 'add_pop', /Email::add_pop/], ['Tokens', 'create_full_access', /create_token/]] as const) {
      const answer = await client.Batch.strict({ command: JSON.stringify([module, name, { name: 'x', email: 'eve' }]) });
      expect(answer).toMatchObject({ status: 0, errors: [expect.stringMatching(words)] });
    }
    expect(scene.panel.calls()).toEqual([]);
  });

  it('makes, lists, renames and revokes tokens of the gateway', async () => {
    const aim = await scene.fullAccount();
    logIn(aim);
    const [first, second] = [newSlug(), newSlug()];
    const made = await client.Tokens.createfullaccess({ name: first });
    expect(made).toEqual({
      data: { token: expect.stringMatching(/^pcl\w+$/), create_time: expect.any(Number), whitelist_ips: null },
      errors: null,
      messages: null,
      metadata: {},
      status: 1,
      warnings: null,
    });
    const { token, create_time } = made.data as { token: string; create_time: number };
    const shown = { has_full_access: 1, features: [], create_time, expires_at: null, whitelist_ips: null };
    const listed = await client.Tokens.list();
    expect(listed.data).toContainEqual({ name: first, ...shown });
    expect(await client.Tokens.createfullaccess({ name: first })).toMatchObject({ status: 0, data: null, errors: [expect.any(String)] });
    expect(await client.Tokens.rename({ name: first, new_name: second })).toMatchObject({ status: 1, data: null });
    logIn({ ...aim, token });
    expect((await client.Tokens.list()).data).toContainEqual({ name: second, ...shown });
    expect(await client.Tokens.revoke({ name: second })).toMatchObject({ status: 1, data: 1 });
    expect(await client.Tokens.list()).toMatchObject({ status: 0, errors: ['The user name or API token is not accepted.'] });
    logIn(aim);
    expect(await client.Tokens.revoke({ name: second })).toMatchObject({ status: 1, data: 1 });
    expect(scene.panel.calls()).toEqual([]);
  });
});
