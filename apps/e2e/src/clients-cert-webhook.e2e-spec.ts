import { certManagerWebhook } from '@portcullis/panel';
import { DOMAIN, startClientScene, type Aim, type ClientScene } from './client-scene.js';

const NAME = `_acme-challenge.${DOMAIN}`;
const OTHER = `_acme-challenge.www.${DOMAIN}`;

let scene: ClientScene;
beforeAll(async () => (scene = await startClientScene()));
beforeEach(() => scene.forget());
afterAll(() => scene.close());

const webhook = (aim: Aim, zone = DOMAIN) => certManagerWebhook({ ...aim, zone });
const renewal = async (aim: Aim) => {
  await webhook(aim).present(NAME, 'Value-1');
  await webhook(aim).present(NAME, 'Value-1');
  await webhook(aim).cleanUp(NAME, 'Value-1');
};
const needs = [
  { operation: 'DNS::parse_zone', resources: [`zone:${DOMAIN}`] },
  { operation: 'DNS::mass_edit_zone', resources: [`record:${NAME}/TXT`] },
];

describe('the cert-manager webhook', () => {
  it('reaches the panel byte for byte', async () => {
    await renewal(await scene.account({ operation: 'DNS::*' }));
    expect(scene.panel.calls()).toHaveLength(5);
    await scene.expectSameAsDirect('alice', renewal);
  });

  it('works with a token for one record, also as its early releases call', async () => {
    const aim = await scene.account(...needs);
    await renewal(aim);
    await renewal({ ...aim, baseUrl: `${aim.baseUrl}/cpsess1234567890` });
  });

  it('sees every refusal, which it looks for in `errors` alone', async () => {
    const aim = await scene.account(...needs);
    await expect(webhook(aim).present(OTHER, 'V')).rejects.toThrow(
      `The token holds no grant for DNS::mass_edit_zone on record:${OTHER}/TXT.`,
    );
    await expect(webhook(aim, 'bob.example').present(OTHER, 'V')).rejects.toThrow('You do not control a DNS zone named bob.example.');
    const blind = await scene.account(needs[1]!);
    await expect(webhook(blind).present(NAME, 'V')).rejects.toThrow('The token holds no grant for DNS::parse_zone.');
    await expect(webhook({ ...aim, token: 'NOTATOKEN' }).present(NAME, 'V')).rejects.toThrow(
      'The user name or API token is not accepted.',
    );
  });
});
