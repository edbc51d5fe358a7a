import { acmeSh } from '@portcullis/panel';
import { DOMAIN, startClientScene, type ClientScene } from './client-scene.js';

const NAME = `_acme-challenge.${DOMAIN}`;
const OTHER = `_acme-challenge.www.${DOMAIN}`;

let scene: ClientScene;
beforeAll(async () => (scene = await startClientScene()));
beforeEach(() => scene.forget());
afterAll(() => scene.close());

const urls = () => scene.panel.calls().map(({ url }) => url);

describe("acme.sh's API 2 plugin", () => {
  const challenge = [`record:${NAME}/TXT`];
  const needs = [
    { operation: 'ZoneEdit::fetchzones' },
    { operation: 'ZoneEdit::fetchzone_records', resources: [`zone:${DOMAIN}`] },
    { operation: 'ZoneEdit::add_zone_record', resources: challenge },
    { operation: 'ZoneEdit::remove_zone_record', resources: challenge },
  ];

  it('reaches the panel byte for byte', async () => {
    const aim = await scene.account({ operation: 'ZoneEdit::*' }, { operation: 'CustInfo::displaycontactinfo' });
    for (const baseUrl of [aim.baseUrl, `${aim.baseUrl}/`, `${aim.baseUrl}/cpsess1234567890`]) {
      scene.forget();
      const sequence = async (to: typeof aim) => {
        await acmeSh(to).add(NAME, 'Val-ue_1');
        expect(await acmeSh(to).remove(NAME, 'Val-ue_1')).toBeNull();
      };
      await sequence({ ...aim, baseUrl });
      expect(urls()).toHaveLength(7);
      await scene.expectSameAsDirect('alice', sequence);
    }
  });

  it('works with a token for one record, which may not even log in', async () => {
    const aim = await scene.account(...needs);
    await acmeSh(aim).add(NAME, 'Val-ue_2');
    expect(urls().filter((url) => url.includes('CustInfo'))).toEqual([]);
    expect(await acmeSh(aim).remove(NAME, 'Val-ue_2')).toBeNull();
    expect(await acmeSh(aim).remove(NAME, 'Val-ue_2')).toBe("Entry doesn't exist, nothing to delete");
  });

  it('takes a refusal for one: of another record, and of a line that is another record', async () => {
    const aim = await scene.account(...needs);
    await expect(acmeSh(aim).add(OTHER, 'Val-ue_3')).rejects.toThrow("Couldn't create entry!");
    expect(urls().filter((url) => url.includes('add_zone_record'))).toEqual([]);
    const wide = await scene.account({ operation: 'ZoneEdit::*' });
    await acmeSh(wide).add(OTHER, 'Val-ue_3');
    await expect(acmeSh(aim).remove(OTHER, 'Val-ue_3')).rejects.toThrow("Couldn't delete entry!");
    expect(urls().filter((url) => url.includes('remove_zone_record'))).toEqual([]);
    expect(await acmeSh(wide).remove(OTHER, 'Val-ue_3')).toBeNull();
  });

  it('sees no zones when it may not list them, and when it is not let in', async () => {
    const words = `Primary domain list not found!\nNo matching root domain for ${NAME} found`;
    await expect(acmeSh(await scene.account(...needs.slice(1))).add(NAME, 'V')).rejects.toThrow(words);
    await expect(acmeSh({ ...(await scene.fullAccount()), token: 'NOTATOKEN' }).add(NAME, 'V')).rejects.toThrow(words);
    await expect(acmeSh(await scene.fullWhm()).add(NAME, 'V')).rejects.toThrow(words);
    expect(urls()).toEqual([]);
  });
});
