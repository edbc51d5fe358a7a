import { sharedStack } from '@portcullis/testkit';
import { SELF_SIGNED, startBarePanel, type BarePanel } from './bare-panel.js';
import { apiOf } from './clients/api.js';
import { extraGateway, type ExtraGateway } from './extra-gateway.js';
import { callPanel, wordsIn } from './panel-calls.js';
import { makeConnectedProvider, type Provider } from './providers.js';

const { gateway, operatorToken } = sharedStack();
const operator = apiOf(gateway, operatorToken);

/** A panel on this machine, which no gateway reaches that was not told to go there. */
let panel: BarePanel;
let provider: Provider;
let cautious: ExtraGateway;
beforeAll(async () => {
  panel = await startBarePanel();
  provider = await makeConnectedProvider(operator, panel.url);
  cautious = await extraGateway({ PORTCULLIS_PRIVATE_PANELS: '' });
});
beforeEach(() => {
  panel.connections = 0;
  panel.answer = (_request, response) => void response.end('{"status":1}');
});
afterAll(async () => {
  await cautious.stop();
  await panel.close();
});

const setPanel = async (url: string) => expect(await operator.put(`${provider.path}/panel`, { url, hosts: [] })).toMatchObject({ status: 200 });

describe('a gateway that was not told of private panels', () => {
  it.each(['127.0.0.1', 'localhost', '0x7f.1', '[::ffff:127.0.0.1]', '0.0.0.0'])('does not connect to one, and does not say where it is: %s', async (host) => {
    await setPanel(`http://${host}:${new URL(panel.url).port}`);
    const answer = await callPanel({ base: cautious.url, provider });
    expect([answer.status, wordsIn(answer)]).toEqual([502, 'The panel did not give a usable answer.']);
    expect(panel.connections).toBe(0);
  });

  it('sits beside one that was, and that one does', async () => {
    await setPanel(panel.url);
    expect(await callPanel({ base: gateway, provider })).toMatchObject({ status: 200 });
    expect(panel.connections).toBe(1);
  });
});

it('a gateway whose environment switches certificates off verifies those of panels all the same', async () => {
  const impostor = await startBarePanel(SELF_SIGNED);
  const careless = await extraGateway({ NODE_TLS_REJECT_UNAUTHORIZED: '0' });
  try {
    await setPanel(impostor.url);
    expect(await callPanel({ base: careless.url, provider })).toMatchObject({ status: 502 });
    expect({ connected: impostor.connections, asked: impostor.heads.length }).toEqual({ connected: 1, asked: 0 });
  } finally {
    await careless.stop();
    await impostor.close();
  }
});
