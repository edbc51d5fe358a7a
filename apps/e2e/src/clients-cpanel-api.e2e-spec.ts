import { cpanelApi } from '@portcullis/panel';
import { DOMAIN, startClientScene, type Aim, type ClientScene } from './client-scene.js';
import { allowable } from './denial-codes.js';
import { newSlug } from './providers.js';

let scene: ClientScene;
beforeAll(async () => (scene = await startClientScene()));
beforeEach(() => scene.forget());
afterAll(() => scene.close());

describe('@cpanel/api on UAPI', () => {
  const box = { email: 'bob', domain: DOMAIN, password: 'Correct horse & 1', quota: 0, send_welcome_email: false };

  it.each(['form', 'json'] as const)('reaches the panel byte for byte, with a body of %s', async (bodyAs) => {
    const life = async (aim: Aim) => {
      expect(await cpanelApi(aim).uapi('Email', 'add_pop', box, bodyAs)).toMatchObject({ status: true });
      expect(await cpanelApi(aim).uapi('Email', 'add_pop', box, bodyAs)).toMatchObject({ status: false, data: null });
      expect(await cpanelApi(aim).uapi('Email', 'delete_pop', { email: 'bob', domain: DOMAIN }, bodyAs)).toMatchObject({ status: true });
    };
    await life(await scene.account({ feature: 'popaccts' }));
    await scene.expectSameAsDirect('alice', life);
  });

  it('works with a token for the mailboxes of a domain, and for one mailbox', async () => {
    for (const mailbox of [`mailbox:*@${DOMAIN}`, `mailbox:bob@${DOMAIN}`]) {
      const api = cpanelApi(await scene.account({ feature: 'popaccts', resources: [mailbox, `domain:${DOMAIN}`] }));
      expect(await api.uapi('Email', 'add_pop', box, 'json')).toMatchObject({ status: true });
      expect(await api.uapi('Email', 'delete_pop', { email: `bob@${DOMAIN}` })).toMatchObject({ status: true });
    }
  });

  it.each(['form', 'json'] as const)('parses a refusal, with a body of %s', async (bodyAs) => {
    const api = cpanelApi(await scene.account({ feature: 'popaccts', resources: [`mailbox:bob@${DOMAIN}`, `domain:${DOMAIN}`] }));
    expect(await api.uapi('Email', 'add_pop', { ...box, email: 'eve' }, bodyAs)).toEqual({
      status: false,
      data: null,
      errors: [allowable(`The token holds no grant for Email::add_pop on mailbox:eve@${DOMAIN}.`)],
      messages: [],
    });
    const stranger = cpanelApi({ ...(await scene.fullAccount()), token: 'NOTATOKEN' });
    expect(await stranger.uapi('Email', 'add_pop', box, bodyAs)).toMatchObject({
      status: false,
      errors: ['The user name or API token is not accepted.'],
    });
    expect(scene.panel.calls()).toEqual([]);
  });
});

describe('@cpanel/api on WHM', () => {
  it.each(['form', 'json'] as const)('reaches the panel byte for byte, with a body of %s', async (bodyAs) => {
    const life = async (aim: Aim) => {
      const accounts = await cpanelApi(aim).whm('listaccts', {}, bodyAs);
      expect(accounts).toMatchObject({ status: true, data: [{ user: 'alice' }] });
      await cpanelApi(aim).whm('suspendacct', { user: 'alice', reason: 'a & b' }, bodyAs);
      await cpanelApi(aim).whm('unsuspendacct', { user: 'alice' }, bodyAs);
      expect(await cpanelApi(aim).whm('parse_dns_zone', { zone: 'nobody.example' }, bodyAs)).toMatchObject({ status: false });
    };
    await life(await scene.whm({ feature: 'list-accts' }, { feature: 'suspend-acct' }, { feature: 'edit-dns' }));
    await scene.expectSameAsDirect('root', life);
  });

  it('works with a token for one account, and parses what it is refused', async () => {
    const api = cpanelApi(await scene.whm({ feature: 'suspend-acct', resources: ['account:alice'] }));
    expect(await api.whm('suspendacct', { user: 'alice' })).toMatchObject({ status: true });
    expect(await api.whm('unsuspendacct', { user: 'alice' })).toMatchObject({ status: true });
    expect(await api.whm('suspendacct', { user: 'bob' })).toMatchObject({
      status: false,
      errors: [allowable('The token holds no grant for WHM::suspendacct on account:bob.')],
    });
    expect(await api.whm('removeacct', { user: 'alice' })).toMatchObject({
      status: false,
      errors: [allowable('The token holds no grant for WHM::removeacct.')],
    });
    expect(scene.panel.calls()).toHaveLength(2);
  });

  it('makes a token with repeated privileges, in the gateway', async () => {
    const maker = cpanelApi(await scene.fullWhm());
    const name = newSlug();
    const made = await maker.whm('api_token_create', { token_name: name, acl: ['list-accts', 'suspend-acct'] });
    expect(made).toMatchObject({ status: true, data: { name, acls: ['list-accts', 'suspend-acct'], expires_at: null, whitelist_ips: null } });
    const { token } = made.data as { token: string };
    const api = cpanelApi({ ...(await scene.fullWhm()), token });
    expect(await api.whm('listaccts')).toMatchObject({ status: true });
    expect(await api.whm('removeacct', { user: 'alice' })).toMatchObject({ status: false });
    const listed = await maker.whm('api_token_list');
    expect(listed.data).toMatchObject({ tokens: { [name]: { name, acls: { 'list-accts': 1, 'suspend-acct': 1, 'kill-acct': 0 } } } });
    expect(await maker.whm('api_token_revoke', { token_name: name })).toMatchObject({ status: true });
    await expect(api.whm('listaccts')).rejects.toThrow(/without a result/); // the 403 has none
    expect(scene.panel.calls()).toHaveLength(1);
  });
});
