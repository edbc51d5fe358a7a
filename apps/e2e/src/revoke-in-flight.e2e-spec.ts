import { startPanel, type Panel } from '@portcullis/panel';
import { sharedStack } from '@portcullis/testkit';
import { request, type ClientRequest } from 'node:http';
import { apiOf } from './clients/api.js';
import { connectPanel, issue, makeProvider, PANEL_TOKEN, type Provider } from './providers.js';

const stack = sharedStack();
const operator = apiOf(stack.gateway, stack.operatorToken);
const BODY = 'zone=alice.example';

let panel: Panel;
let provider: Provider;

beforeAll(async () => {
  panel = await startPanel({ accounts: [{ user: 'alice', token: PANEL_TOKEN, mainDomain: 'alice.example' }] });
  provider = await makeProvider(operator);
  await connectPanel(operator, provider, panel.url);
});

afterAll(() => panel.close());

/** A POST whose head has gone out, and whose body waits. */
async function openCall(secret: string): Promise<{ finish(): Promise<number> }> {
  const { hostname, port } = new URL(stack.gateways[1]!);
  const call: ClientRequest = request({
    hostname,
    port,
    method: 'POST',
    path: `/t/${provider.slug}/execute/DNS/parse_zone`,
    headers: { authorization: `cpanel alice:${secret}`, 'content-type': 'application/x-www-form-urlencoded', 'content-length': BODY.length },
    agent: false,
  });
  const status = new Promise<number>((resolve, reject) => {
    call.once('response', (answer) => {
      answer.resume();
      answer.once('end', () => resolve(answer.statusCode!));
    });
    call.once('error', reject);
  });
  call.write(BODY.slice(0, 4));
  await new Promise<void>((resolve) => call.once('socket', (socket) => (socket.connecting ? socket.once('connect', resolve) : resolve())));
  return {
    finish() {
      call.end(BODY.slice(4));
      return status;
    },
  };
}

describe('a revoke that has returned', () => {
  it('has taken the power from calls that were opened before it and finish after it', async () => {
    const token = await issue(operator, `${provider.account.path}/tokens`, { name: 'hoarder', access: 'full' });
    const alive = await openCall(token.secret);
    expect(await alive.finish()).toBe(200);
    panel.clearCalls();

    const opened = await Promise.all(Array.from({ length: 70 }, () => openCall(token.secret)));
    expect(await operator.delete(`${provider.account.path}/tokens/${token.id}`)).toMatchObject({ status: 200 });
    expect(new Set(await Promise.all(opened.map((call) => call.finish())))).toEqual(new Set([401]));
    expect(panel.calls()).toEqual([]);
  });
});
