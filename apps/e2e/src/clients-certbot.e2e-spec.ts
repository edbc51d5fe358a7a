import { certbotDnsCpanel } from '@portcullis/panel';
import { DOMAIN, startClientScene, type Aim, type ClientScene } from './client-scene.js';

const NAME = `_acme-challenge.${DOMAIN}`;
const OTHER = `_acme-challenge.www.${DOMAIN}`;
/** About as long as they are: all of it travels in one URL. */
const PEM = {
  crt: `-----BEGIN CERTIFICATE-----\n${'AAAA+/=='.repeat(800)}\n-----END CERTIFICATE-----\n`,
  key: `-----BEGIN PRIVATE KEY-----\n${'BBBB+/=='.repeat(400)}\n-----END PRIVATE KEY-----\n`,
  cabundle: `-----BEGIN CERTIFICATE-----\n${'CCCC+/=='.repeat(1200)}\n-----END CERTIFICATE-----\n`,
};

let scene: ClientScene;
beforeAll(async () => (scene = await startClientScene()));
beforeEach(() => scene.forget());
afterAll(() => scene.close());

const calls = () => scene.panel.calls().map(({ url }) => /func=(\w+)/.exec(url)?.[1]);
const renewal = async (aim: Aim) => {
  await certbotDnsCpanel(aim).perform(NAME, 'Value-1');
  await certbotDnsCpanel(aim).perform(NAME, 'Value-1');
  await certbotDnsCpanel(aim).cleanUp(NAME, 'Value-1');
};

const record = [`record:${NAME}/TXT`];
const needs = [
  { operation: 'ZoneEdit::fetchzones' },
  { operation: 'ZoneEdit::fetchzone_records', resources: [`zone:${DOMAIN}`] },
  { operation: 'ZoneEdit::add_zone_record', resources: record },
  { operation: 'ZoneEdit::remove_zone_record', resources: record },
];

describe('certbot-dns-cpanel', () => {
  it('reaches the panel byte for byte', async () => {
    await renewal(await scene.account({ operation: 'ZoneEdit::*' }));
    expect(calls()).toHaveLength(8);
    await scene.expectSameAsDirect('alice', renewal);
  });

  it('works with a token for one record', async () => {
    await renewal(await scene.account(...needs));
  });

  it('shows why another record is refused, and that no zone is its own', async () => {
    const aim = await scene.account(...needs);
    await expect(certbotDnsCpanel(aim).perform(OTHER, 'V')).rejects.toThrow(
      `add_zone_record: The token holds no grant for ZoneEdit::add_zone_record on record:${OTHER}/TXT.`,
    );
    const blind = await scene.account(...needs.slice(1));
    await expect(certbotDnsCpanel(blind).perform(NAME, 'V')).rejects.toThrow(`Could not get the zone for ${NAME}.`);
    expect(calls()).toEqual(['fetchzones']);
  });

  it('raises when it is not let in', async () => {
    await expect(certbotDnsCpanel({ ...(await scene.fullAccount()), token: 'NOTATOKEN' }).perform(NAME, 'V')).rejects.toThrow(
      'HTTP Error 403: Forbidden Access denied',
    );
  });

  it('installs a certificate: for one domain, with a URL of more than 20 KB', async () => {
    const install = (aim: Aim) => certbotDnsCpanel(aim).install(DOMAIN, PEM);
    await install(await scene.account({ operation: 'SSL::installssl', resources: [`domain:${DOMAIN}`] }));
    expect(scene.panel.calls()[0]!.url.length).toBeGreaterThan(20_000);
    await scene.expectSameAsDirect('alice', install);
    const elsewhere = await scene.account({ operation: 'SSL::installssl', resources: ['domain:bob.example'] });
    await expect(install(elsewhere)).rejects.toThrow(`installssl: The token holds no grant for SSL::installssl on domain:${DOMAIN}.`);
    await expect(install(await scene.account(...needs))).rejects.toThrow('installssl: The token holds no grant for SSL::installssl.');
    expect(calls()).toHaveLength(1);
  });
});
