import { startPanel, type Panel } from '@portcullis/panel';
import { sharedStack } from '@portcullis/testkit';
import { apiOf } from './clients/api.js';
import { callPanel, wordsIn } from './panel-calls.js';
import { eventually } from './eventually.js';
import { connectPanel, issue, makeProvider, newSlug, PANEL_TOKEN, type Issued, type Provider } from './providers.js';

const { gateways, operatorToken } = sharedStack();
const operator = apiOf(gateways[0]!, operatorToken);

let panel: Panel;
let provider: Provider;
let tokens: string;
beforeAll(async () => {
  panel = await startPanel({ accounts: [{ user: 'alice', token: PANEL_TOKEN, mainDomain: 'alice.example' }] });
  provider = await makeProvider(operator);
  await connectPanel(operator, provider, panel.url);
  tokens = `${provider.account.path}/tokens`;
});
afterAll(() => panel.close());

const LIST = { operation: 'Portcullis::list_tokens' };
const READ = { operation: 'DNS::parse_zone' };
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
/** Whatever the time is now, and however long the spec takes. */
const onDays = (...offsets: number[]) => [{ days: offsets.map((offset) => DAYS[(new Date().getUTCDay() + offset) % 7]), from: '00:00', to: '24:00', zone: 'Etc/UTC' }];
const make = (body: object): Promise<Issued> => issue(operator, tokens, { name: newSlug(), access: 'restricted', grants: [LIST, READ], ...body });
const edit = (id: string, body: object) => operator.patch(`${tokens}/${id}`, body);

/** What a call for the operation comes to on each gateway, by the panel's door, by `/v1`, and by the question about it. */
async function doors({ secret }: Issued): Promise<string[]> {
  const answers = await Promise.all(
    gateways.map(async (base) => {
      const api = apiOf(base, secret);
      const [called, listed, asked] = await Promise.all([
        callPanel({ base, provider, token: { id: '', secret } }, { path: '/execute/DNS/parse_zone?zone=alice.example' }),
        api.get(tokens),
        apiOf(base, operatorToken).post('/v1/verify', { token: secret, operation: 'DNS::parse_zone', resources: ['zone:alice.example'] }),
      ]);
      const word = called.status === 200 && /"status":1/.test(called.body.toString()) ? 'ok' : 'no';
      return `panel ${word}, /v1 ${listed.status}, verify ${(asked.body as { code: string }).code}`;
    }),
  );
  return [...new Set(answers)];
}
const WORKS = ['panel ok, /v1 200, verify allowed'];

describe('a grant', () => {
  it('that denies takes from what the others give, at every door, wherever it stands, at once', async () => {
    const token = await make({});
    expect(await doors(token)).toEqual(WORKS);
    for (const denial of [{ effect: 'deny', operation: 'DNS::*' }, { effect: 'deny', feature: 'zoneedit', access: 'read' }, { ...READ, effect: 'deny', resources: ['zone:alice.example'] }]) {
      for (const grants of [[LIST, READ, denial], [denial, LIST, READ]]) {
        expect(await edit(token.id, { grants, confirmEscalating: true })).toMatchObject({ status: 200, body: { token: { grants }, enforcement: { parts: [{}] } } });
        expect(await doors(token)).toEqual(['panel no, /v1 200, verify denied_by_grant']);
      }
    }
    await edit(token.id, { grants: [LIST, READ, { ...READ, effect: 'deny', resources: ['zone:elsewhere.example'] }] });
    expect(await doors(token)).toEqual(WORKS);
    await edit(token.id, { grants: [READ, { ...LIST, effect: 'deny' }] });
    expect(await doors(token)).toEqual(['panel ok, /v1 403, verify allowed']);
  });

  it('that ends allows nothing from then on, and another one goes on', async () => {
    const until = new Date(Date.now() + 1_500).toISOString();
    const token = await make({ grants: [LIST, { ...READ, until }] });
    expect((await operator.get(`${tokens}/${token.id}`)).body.token.grants).toEqual([LIST, { ...READ, until }]);
    await eventually(async () => expect(await doors(token)).toEqual(['panel no, /v1 200, verify not_granted']));
    // What has ended may stay there, and is not given anew.
    expect(await edit(token.id, { grants: [LIST, { ...READ, until }, { feature: 'subdomains' }] })).toMatchObject({ status: 200 });
    expect(await operator.post(tokens, { name: newSlug(), access: 'restricted', grants: [{ ...READ, until }] })).toMatchObject({ status: 422, body: { code: 'expiry_in_past' } });
  });

  it('of a preset allows what the preset is for', async () => {
    const token = await make({ grants: [LIST, { preset: 'dns-manager', resources: ['zone:alice.example'] }] });
    expect(await doors(token)).toEqual(WORKS);
    await edit(token.id, { grants: [LIST, { preset: 'dns-manager', resources: ['zone:elsewhere.example'] }] });
    expect(await doors(token)).toEqual(['panel no, /v1 200, verify resource_not_granted']);
    for (const [grant, words] of [
      [{ preset: 'dns-manager' }, /^the preset dns-manager must be told what it is for: name resources such as zone:example\.com$/],
      [{ preset: 'dns-manager', resources: ['zone:alice.example', 'mailbox:*@alice.example'] }, /takes resources such as zone:example\.com, and not mailbox:\*@alice\.example$/],
    ] as const) {
      expect(await edit(token.id, { grants: [grant] })).toMatchObject({ status: 422, body: { code: 'preset_misfit', detail: expect.stringMatching(words) as string } });
    }
  });
});

describe('a token with time windows', () => {
  it('works in them, and elsewhere says so in the shape of each door', async () => {
    const token = await make({ timeWindows: onDays(0, 1) });
    expect(await doors(token)).toEqual(WORKS);
    const elsewhen = onDays(3, 4);
    expect(await edit(token.id, { timeWindows: elsewhen })).toMatchObject({ status: 200, body: { token: { timeWindows: elsewhen }, enforcement: { parts: [{}] } } });
    expect(await doors(token)).toEqual(['panel no, /v1 401, verify outside_time_window']);
    expect(wordsIn(await callPanel({ base: gateways[0]!, provider, token }))).toContain('The token may not be used at this time.');
    await edit(token.id, { timeWindows: [] });
    expect(await doors(token)).toEqual(WORKS);
  });
});

describe('a token that gets beyond itself', () => {
  const grants = [{ operation: 'Portcullis::create_token' }, READ];
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
  const ask = (body: object) => operator.post(tokens, { name: newSlug(), access: 'restricted', grants, ...body });

  it('is made by who says that it is meant, and ends within 30 days', async () => {
    expect(await ask({ expiresAt: inDays(1) })).toMatchObject({ status: 422, body: { code: 'confirmation_required', detail: expect.stringContaining('Portcullis::create_token (it makes further tokens') as string } });
    for (const expiresAt of [null, inDays(31)]) expect(await ask({ expiresAt, confirmEscalating: true })).toMatchObject({ status: 422, body: { code: 'escalating_too_long' } });
    expect(await ask({ expiresAt: inDays(29), confirmEscalating: true })).toMatchObject({ status: 201 });
    // Full access is all that the owner may do, and whoever chooses it knows.
    expect(await operator.post(tokens, { name: newSlug(), access: 'full' })).toMatchObject({ status: 201 });
  });

  it('is not made of another one by an edit that does not say so', async () => {
    const { id } = await make({ grants: [READ], expiresAt: inDays(1) });
    expect(await edit(id, { grants })).toMatchObject({ status: 422, body: { code: 'confirmation_required' } });
    expect(await edit(id, { grants, confirmEscalating: true })).toMatchObject({ status: 200, body: { token: { grants } } });
    expect(await edit(id, { expiresAt: inDays(60), confirmEscalating: true })).toMatchObject({ status: 422, body: { code: 'escalating_too_long' } });
    expect(await edit(id, { description: 'as before', readOnly: true })).toMatchObject({ status: 200 });
    expect(await edit(id, { confirmEscalating: true })).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
  });
});
