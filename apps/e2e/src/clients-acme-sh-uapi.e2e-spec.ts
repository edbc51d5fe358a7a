import { acmeShUapi } from '@portcullis/panel';
import { DOMAIN, startClientScene, type ClientScene } from './client-scene.js';

const NAME = `_acme-challenge.${DOMAIN}`;
const OTHER = `_acme-challenge.www.${DOMAIN}`;

let scene: ClientScene;
beforeAll(async () => (scene = await startClientScene()));
beforeEach(() => scene.forget());
afterAll(() => scene.close());

const urls = () => scene.panel.calls().map(({ url }) => url);

describe("acme.sh's UAPI plugin", () => {
  const needs = [
    { operation: 'DomainInfo::list_domains' },
    { operation: 'DNS::parse_zone', resources: [`zone:${DOMAIN}`] },
    { operation: 'DNS::mass_edit_zone', resources: [`record:${NAME}/TXT`] },
  ];

  it('reaches the panel byte for byte', async () => {
    const aim = await scene.account({ operation: 'DomainInfo::list_domains' }, { operation: 'DNS::*' });
    const sequence = async (to: typeof aim) => {
      await acmeShUapi(to).add(NAME, 'Val-ue_1');
      expect(await acmeShUapi(to).remove(NAME, 'Val-ue_1')).toBe('TXT record removed successfully');
    };
    await sequence(aim);
    expect(urls()).toHaveLength(7);
    await scene.expectSameAsDirect('alice', sequence);
  });

  it('works with a token for one record', async () => {
    const aim = await scene.account(...needs);
    await acmeShUapi(aim).add(NAME, 'Val-ue_2');
    expect(await acmeShUapi(aim).remove(NAME, 'Val-ue_2')).toBe('TXT record removed successfully');
  });

  it('shows why another record is refused', async () => {
    const aim = await scene.account(...needs);
    await expect(acmeShUapi(aim).add(OTHER, 'V')).rejects.toThrow(
      /^Failed to add TXT record\.\nResponse: \{"data":null,"errors":\["The token holds no grant for DNS::mass_edit_zone on record:_acme-challenge\.www\./,
    );
    const wide = await scene.account({ operation: 'DomainInfo::list_domains' }, { operation: 'DNS::*' });
    await acmeShUapi(wide).add(OTHER, 'Val-ue_3');
    scene.forget();
    await expect(acmeShUapi(aim).remove(OTHER, 'Val-ue_3')).rejects.toThrow(/no grant for DNS::mass_edit_zone on record:_acme-challenge\.www\./);
    expect(urls().filter((url) => url.includes('mass_edit_zone'))).toEqual([]);
    await acmeShUapi(wide).remove(OTHER, 'Val-ue_3');
  });

  it('says that it is not let in', async () => {
    await expect(acmeShUapi({ ...(await scene.fullAccount()), token: 'NOTATOKEN' }).add(NAME, 'V')).rejects.toThrow(
      'cPanel UAPI request failed. Is the API token correct?',
    );
  });
});
