import { lego } from '@portcullis/panel';
import { DOMAIN, startClientScene, type Aim, type ClientScene } from './client-scene.js';

const NAME = `_acme-challenge.${DOMAIN}`;
const OTHER = `_acme-challenge.www.${DOMAIN}`;

let scene: ClientScene;
beforeAll(async () => (scene = await startClientScene()));
beforeEach(() => scene.forget());
afterAll(() => scene.close());

const urls = () => scene.panel.calls().map(({ url }) => url);

/** What it does in a renewal: two names of one certificate have the same record. */
const renewal = (mode: 'cpanel' | 'whm') => async (aim: Aim) => {
  const client = lego({ ...aim, mode, zone: DOMAIN });
  await client.present(NAME, 'Value-1');
  await client.present(NAME, 'Value-2');
  await client.cleanUp(NAME, 'Value-1');
  await client.cleanUp(NAME, 'Value-2');
};

// The serial of the zone is among what is compared, so these come before what changes it on one side only.
describe('lego reaches the panel byte for byte', () => {
  it('in its mode cpanel', async () => {
    await renewal('cpanel')(await scene.account({ operation: 'DNS::*' }));
    expect(urls()).toHaveLength(8);
    await scene.expectSameAsDirect('alice', renewal('cpanel'));
  });

  it('in its mode whm', async () => {
    await renewal('whm')(await scene.whm({ operation: 'WHM::parse_dns_zone' }, { operation: 'WHM::mass_edit_dns_zone' }));
    expect(urls()).toHaveLength(8);
    await scene.expectSameAsDirect('root', renewal('whm'));
  });
});

describe('lego in its mode cpanel', () => {
  const needs = [
    { operation: 'DNS::parse_zone', resources: [`zone:${DOMAIN}`] },
    { operation: 'DNS::mass_edit_zone', resources: [`record:${NAME}/TXT`] },
  ];

  it('works with a token for one record, whose value it also edits in place', async () => {
    const aim = await scene.account(...needs);
    await renewal('cpanel')(aim);
    const client = lego({ ...aim, mode: 'cpanel', zone: DOMAIN });
    await client.present(NAME, 'Value-1');
    await client.present(NAME, 'Value-1');
    expect(urls().at(-1)).toContain('edit=');
    await client.cleanUp(NAME, 'Value-1');
  });

  it('shows why another record or zone is refused', async () => {
    const aim = await scene.account(...needs);
    await expect(lego({ ...aim, mode: 'cpanel', zone: DOMAIN }).present(OTHER, 'V')).rejects.toThrow(
      `cpanel: error: The token holds no grant for DNS::mass_edit_zone on record:${OTHER}/TXT.`,
    );
    await expect(lego({ ...aim, mode: 'cpanel', zone: 'bob.example' }).present(NAME, 'V')).rejects.toThrow(
      'cpanel: error: You do not control a DNS zone named bob.example.',
    );
    expect(urls().filter((url) => !url.includes('parse_zone?zone=alice.example'))).toEqual([]);
  });

  it('shows the number when it is not let in', async () => {
    const aim = { ...(await scene.fullAccount()), token: 'NOTATOKEN' };
    await expect(lego({ ...aim, mode: 'cpanel', zone: DOMAIN }).present(NAME, 'V')).rejects.toThrow('unexpected status code: 401');
  });
});

describe('lego in its mode whm', () => {
  it('works with a token that holds the privilege for zones, and one that holds it for this zone', async () => {
    await renewal('whm')(await scene.whm({ feature: 'edit-dns' }));
    await renewal('whm')(await scene.whm({ feature: 'edit-dns', resources: [`zone:${DOMAIN}`] }));
  });

  it('shows why more is refused', async () => {
    const reading = await scene.whm({ operation: 'WHM::parse_dns_zone' });
    await expect(renewal('whm')(reading)).rejects.toThrow('cpanel: error: The token holds no grant for WHM::mass_edit_dns_zone.');
    const elsewhere = await scene.whm({ feature: 'edit-dns', resources: ['zone:bob.example'] });
    await expect(renewal('whm')(elsewhere)).rejects.toThrow(`cpanel: error: You do not control a DNS zone named ${DOMAIN}.`);
  });

  it('shows the number when it is not let in, as with the token of an account', async () => {
    await expect(renewal('whm')({ ...(await scene.fullWhm()), token: 'NOTATOKEN' })).rejects.toThrow('unexpected status code: 403');
    await expect(renewal('whm')(await scene.fullAccount())).rejects.toThrow('unexpected status code: 403');
  });
});
