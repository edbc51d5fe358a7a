import { acmeSh, acmeShUapi, certbotDnsCpanel, certManagerWebhook, lego, uploadAndExtract } from '@portcullis/panel';
import { DOMAIN, startClientScene, type Aim, type ClientScene } from './client-scene.js';

const NAME = `_acme-challenge.${DOMAIN}`;
const OTHER = `_acme-challenge.www.${DOMAIN}`;
const ACME = { preset: 'acme-dns-01', resources: [`zone:${DOMAIN}`, `record:${NAME}/TXT`] };

let scene: ClientScene;
beforeAll(async () => (scene = await startClientScene()));
beforeEach(() => scene.forget());
afterAll(() => scene.close());

describe('a token with the preset acme-dns-01, for one host,', () => {
  it.each<[string, (aim: Aim, name: string) => Promise<unknown>]>([
    ["acme.sh's API 2 plugin", async (aim, name) => {
      await acmeSh(aim).add(name, 'V-1');
      expect(await acmeSh(aim).remove(name, 'V-1')).toBeNull();
    }],
    ["acme.sh's UAPI plugin", async (aim, name) => {
      await acmeShUapi(aim).add(name, 'V-2');
      expect(await acmeShUapi(aim).remove(name, 'V-2')).toBe('TXT record removed successfully');
    }],
    ['certbot', async (aim, name) => {
      await certbotDnsCpanel(aim).perform(name, 'V-3');
      await certbotDnsCpanel(aim).cleanUp(name, 'V-3');
    }],
    ['cert-manager', async (aim, name) => {
      await certManagerWebhook({ ...aim, zone: DOMAIN }).present(name, 'V-4');
      await certManagerWebhook({ ...aim, zone: DOMAIN }).cleanUp(name, 'V-4');
    }],
    ['lego', async (aim, name) => {
      const client = lego({ ...aim, mode: 'cpanel', zone: DOMAIN });
      for (const value of ['V-5', 'V-6']) await client.present(name, value);
      for (const value of ['V-5', 'V-6']) await client.cleanUp(name, value);
    }],
  ])('renews with %s, and for no other host', async (_, renew) => {
    const aim = await scene.account(ACME);
    await renew(aim, NAME);
    scene.forget();
    await expect(renew(aim, OTHER)).rejects.toThrow();
    expect(scene.panel.calls().map(({ url }) => url).filter((url) => /mass_edit|add_zone|remove_zone/.test(url))).toEqual([]);
  });

  it('renews with lego in its mode whm, as a provider', async () => {
    const aim = await scene.whm(ACME);
    const client = lego({ ...aim, mode: 'whm', zone: DOMAIN });
    await client.present(NAME, 'V-7');
    await client.cleanUp(NAME, 'V-7');
    await expect(client.present(OTHER, 'V-7')).rejects.toThrow();
  });
});

describe('a token with another preset', () => {
  it('installs certificates, for one domain', async () => {
    const aim = await scene.account({ preset: 'certificate-installer', resources: [`domain:${DOMAIN}`] });
    const block = (kind: string) => `-----BEGIN ${kind}-----\nAAAA\n-----END ${kind}-----\n`;
    const pem = { crt: block('CERTIFICATE'), key: block('PRIVATE KEY'), cabundle: block('CERTIFICATE') };
    await certbotDnsCpanel(aim).install(DOMAIN, pem);
    await expect(certbotDnsCpanel(aim).install(`www.${DOMAIN}`, pem)).rejects.toThrow('no grant for SSL::installssl');
  });

  it('deploys an archive, below one directory', async () => {
    const site = (dir: string) => ({ dir, name: 'site.zip', bytes: Buffer.from('PK\x03\x04\r\n--\0', 'latin1') });
    const aim = await scene.account({ preset: 'files-deploy', resources: ['path:/public_html/**'] });
    await uploadAndExtract(aim, site('public_html'));
    await expect(uploadAndExtract(aim, site('private'))).rejects.toThrow('no grant for Fileman::upload_files');
  });
});
