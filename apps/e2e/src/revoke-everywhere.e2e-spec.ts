import { startPanel, type Panel } from '@portcullis/panel';
import { sharedStack } from '@portcullis/testkit';
import { apiOf, type Answer } from './clients/api.js';
import { extraGateway, type ExtraGateway } from './extra-gateway.js';
import { callPanel } from './panel-calls.js';
import { connectPanel, issue, makeProvider, newSlug, PANEL_TOKEN, PLAN, type Issued, type Provider } from './providers.js';
import { eventually } from './eventually.js';

const { gateways, operatorToken } = sharedStack();
const operator = apiOf(gateways[0]!, operatorToken);

let panel: Panel;
let extra: ExtraGateway;
let everywhere: string[];
beforeAll(async () => {
  panel = await startPanel({ accounts: [{ user: 'alice', token: PANEL_TOKEN, mainDomain: 'alice.example' }] });
  extra = await extraGateway();
  everywhere = [...gateways, extra.url];
});
afterAll(async () => {
  await extra?.stop();
  await panel?.close();
});

interface Scene {
  readonly provider: Provider;
  readonly token: Issued;
  readonly tokenPath: string;
}

async function sceneWith(parent?: string): Promise<Scene> {
  const provider = await makeProvider(operator, parent);
  await connectPanel(operator, provider, panel.url);
  const grants = [{ operation: 'DNS::*' }];
  const token = await issue(operator, `${provider.account.path}/tokens`, { name: newSlug(), access: 'restricted', grants });
  return { provider, token, tokenPath: `${provider.account.path}/tokens/${token.id}` };
}

/** Whether the token may read its account's zone, by the panel's path and by what the operator is told of it: both say the same. */
async function mayRead(base: string, { provider, token }: Scene): Promise<boolean> {
  const read = await callPanel({ base, provider, token });
  expect([200, 401]).toContain(read.status);
  const isRead = (JSON.parse(read.body.toString()) as { status: number }).status === 1;
  return (await operatorAsks(base, token)) || isRead;
}

async function operatorAsks(base: string, { secret }: Issued): Promise<boolean> {
  const { status, body } = await apiOf(base, operatorToken).post('/v1/verify', { token: secret, operation: 'DNS::parse_zone' });
  expect(status).toBe(200);
  return (body as { allowed: boolean }).allowed;
}

/** Asks at every gateway without pause while power is taken, and tells what calls were answered that began after that had returned. */
async function lateAnswers(scene: Scene, take: () => Promise<Answer>): Promise<boolean[][]> {
  for (const base of everywhere) for (let n = 0; n < 2; n++) expect(await mayRead(base, scene)).toBe(true);
  let returned = false;
  const asking = everywhere.map(async (base) => {
    const late: boolean[] = [];
    while (late.length < 3) {
      const isLate = returned;
      const may = await mayRead(base, scene);
      if (isLate) late.push(may);
    }
    return late;
  });
  const taken = take().then((answer) => {
    returned = true;
    return answer;
  });
  const [{ status }, late] = await Promise.all([taken, Promise.all(asking)]);
  expect([200, 201]).toContain(status);
  return late;
}

const nowhere = (): boolean[][] => everywhere.map(() => [false, false, false]);

describe('when a call that takes power has returned, a token that was used a moment ago is refused at every gateway', () => {
  it.each<[string, (scene: Scene) => Promise<Answer>]>([
    ['revoked', ({ tokenPath }) => operator.delete(tokenPath)],
    ['narrowed', ({ tokenPath }) => operator.patch(tokenPath, { grants: [{ operation: 'Email::list_pops' }] })],
    ['bound to another address', ({ tokenPath }) => operator.patch(tokenPath, { ipAllowlist: ['198.51.100.0/24'] })],
    ['given another secret', ({ tokenPath }) => operator.post(`${tokenPath}/regenerate`, { overlapSeconds: 0 })],
    ['its account suspended', ({ provider }) => operator.patch(provider.account.path, { status: 'suspended' })],
    ['its account removed', ({ provider }) => operator.delete(provider.account.path)],
    ['its provider suspended', ({ provider }) => operator.patch(provider.path, { status: 'suspended' })],
    ['its feature list narrowed', ({ provider }) => operator.put(`${provider.path}/feature-lists/plan`, { features: PLAN.filter((name) => name !== 'zoneedit') })],
    ['its provider’s policy tightened', ({ provider }) => operator.put(`${provider.path}/policy`, { ipAllowlist: ['198.51.100.0/24'] })],
  ])('%s', async (_, take) => {
    const scene = await sceneWith();
    expect(await lateAnswers(scene, () => take(scene))).toEqual(nowhere());
  });

  it('the provider above its own suspended', async () => {
    const above = await makeProvider(operator);
    const scene = await sceneWith(above.slug);
    expect(await lateAnswers(scene, () => operator.patch(above.path, { status: 'suspended' }))).toEqual(nowhere());
  });

  it('whichever gateway it was taken through, and what is given back can be used there at once', async () => {
    const scene = await sceneWith();
    for (const base of everywhere) {
      const api = apiOf(base, operatorToken);
      const set = (status: string) => api.patch(scene.provider.account.path, { status });
      expect(await lateAnswers(scene, () => set('suspended'))).toEqual(nowhere());
      expect(await set('active')).toMatchObject({ status: 200 });
      expect(await mayRead(base, scene)).toBe(true);
      await eventually(async () => {
        for (const other of everywhere) expect(await mayRead(other, scene)).toBe(true);
      });
    }
  });
});
