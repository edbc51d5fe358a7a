import { sharedStack } from '@portcullis/testkit';
import { apiOf, type Answer, type Api } from './clients/api.js';
import { allowable, codeIn, UNTOLD } from './denial-codes.js';
import { BOX, DOMAINS, isServed, startDenialScene, ZONE, type DenialScene } from './denial-scene.js';
import { issue, makeAccount, makeConnectedProvider, newSlug, PLAN, type Issued, type OwnedAccount, type Provider } from './providers.js';
import { trailOf } from './trails.js';

const { gateways, operatorToken } = sharedStack();
const [gateway, otherGateway] = gateways as [string, string];
const operator = apiOf(gateway, operatorToken);

let scene: DenialScene;
let provider: Provider;
/** As the account's own holder. */
let holder: Api;
beforeAll(async () => {
  scene = await startDenialScene();
  ({ provider } = scene);
  holder = apiOf(gateway, provider.account.token.secret);
});
beforeEach(() => scene.panel.clearCalls());
afterAll(() => scene.panel.close());

describe('a call that lacks one grant', () => {
  it('is told a code behind the words, which opens what was asked, why not, and what was missing', async () => {
    const token = await scene.limited();
    const answer = await scene.ask(token, BOX);
    const { errors } = JSON.parse(answer.body.toString()) as { errors: string[] };
    expect(errors).toEqual([allowable('The token holds no grant for Email::add_pop.')]);
    expect(errors[0]).not.toMatch(/[\]}"]/);
    const code = codeIn(errors[0]!);
    const denial = await scene.opened(code);
    const grant = { operation: 'Email::add_pop', resources: ['mailbox:bob@alice.example'] };
    expect(denial).toMatchObject({
      ...{ id: code, code: 'not_granted', detail: 'The token holds no grant for Email::add_pop.', operation: 'Email::add_pop' },
      ...{ resources: grant.resources, ip: '127.0.0.1', requestId: answer.headers['x-request-id'], time: expect.any(String) as string },
      ...{ token: { id: token.id, accountId: provider.account.id, state: 'active' }, grant, state: 'missing', once: false, until: null },
      words: 'to use Email::add_pop on mailbox:bob@alice.example',
    });
    expect(scene.panel.calls()).toEqual([]);
  });

  it('is allowed for good by whoever holds the account: that one thing, and nothing else', async () => {
    const token = await scene.limited();
    const code = await scene.denied(token, BOX);
    const answer = await scene.allow(code, { for: 'good' });
    expect(answer).toMatchObject({ status: 200, body: { denial: { state: 'allowed', once: false, until: null }, token: { id: token.id }, enforcement: { verifiers: {} } } });
    expect(await scene.grantsOf(token)).toEqual([{ operation: 'Email::list_pops' }, { operation: 'Email::add_pop', resources: ['mailbox:bob@alice.example'] }]);
    for (const base of gateways) expect(isServed(await scene.ask(token, '/execute/Email/list_pops', base))).toBe(true);
    expect(isServed(await scene.ask(token, BOX, otherGateway))).toBe(true);
    expect(isServed(await scene.ask(token, BOX.replace('bob', 'eve')))).toBe(false);
    expect(await scene.opened(code)).toMatchObject({ state: 'allowed' });
    // Asked for again, it is there already.
    expect((await scene.allow(code, { for: 'hour' })).body).toMatchObject({ enforcement: null });
    expect((await scene.allow(code, { for: 'good' })).body).toMatchObject({ enforcement: null, token: { version: 2 } });
  });

  it('is allowed for an hour, and the hour begins anew when it is asked for again', async () => {
    const token = await scene.limited();
    const code = await scene.denied(token, ZONE);
    const { body } = await scene.allow(code, { for: 'hour' });
    const { until } = (body as { denial: { until: string } }).denial;
    expect(Math.abs(Date.parse(until) - Date.now() - 3_600_000)).toBeLessThan(60_000);
    const granted = { operation: 'DNS::parse_zone', resources: ['zone:alice.example'] };
    expect(await scene.grantsOf(token)).toEqual([{ operation: 'Email::list_pops' }, { ...granted, until }]);
    expect(isServed(await scene.ask(token, ZONE))).toBe(true);
    await scene.allow(code, { for: 'hour' });
    expect(await scene.grantsOf(token)).toEqual([{ operation: 'Email::list_pops' }, { ...granted, until: expect.any(String) as string }]);
    await scene.allow(code, { for: 'good' });
    expect(await scene.grantsOf(token)).toEqual([{ operation: 'Email::list_pops' }, granted]);
  });

  it('leaves what the token’s other grants stand for as it was', async () => {
    const token = await scene.limited({ feature: 'popaccts' });
    const before = (await operator.get(`${provider.account.path}/tokens/${token.id}`)).body as { token: { catalogueVersion: number } };
    await scene.allow(await scene.denied(token, ZONE), { for: 'good' });
    const after = (await operator.get(`${provider.account.path}/tokens/${token.id}`)).body as { token: { catalogueVersion: number } };
    expect(after.token.catalogueVersion).toBe(before.token.catalogueVersion);
  });

  it('is told the same code while it is tried again and again, and another where it is another thing', async () => {
    const token = await scene.limited();
    const codes: string[] = [];
    for (let n = 0; n < 25; n++) codes.push(await scene.denied(token, ZONE));
    expect(new Set(codes).size).toBe(1);
    expect(await scene.denied(token, DOMAINS)).not.toBe(codes[0]);
    expect(await scene.denied(await scene.limited(), ZONE)).not.toBe(codes[0]);
    await scene.opened(codes[0]!);
    const told = (await trailOf(operator, provider.slug)).filter(({ type, data }) => type === 'request.denied' && data['denial'] === codes[0]);
    expect(told.length).toBeLessThanOrEqual(20);
  });
});

describe('what no grant helps with', () => {
  it('is told without a promise, can be opened, and is not allowed', async () => {
    const reader = await issue(operator, `${provider.account.path}/tokens`, { name: newSlug(), access: 'full', readOnly: true });
    const answer = await scene.ask(reader, BOX);
    expect(answer.body.toString()).not.toContain('dny_');
    const code = answer.headers['portcullis-denial'] as string;
    expect(await scene.opened(code)).toMatchObject({ code: 'read_only_token', grant: null, words: null, state: 'not_grantable' });
    expect(await scene.allow(code, { for: 'good' })).toMatchObject({ status: 409, body: { code: 'not_grantable' } });
  });

  it('is a token that is dead: nothing is given to it', async () => {
    const token = await scene.limited();
    const code = await scene.denied(token, DOMAINS);
    await scene.opened(code);
    expect(await operator.delete(`${provider.account.path}/tokens/${token.id}`)).toMatchObject({ status: 200 });
    expect(await scene.allow(code, { for: 'good' })).toMatchObject({ status: 409, body: { code: 'token_revoked' } });
    expect(await scene.opened(code)).toMatchObject({ token: { state: 'revoked' } });
    // Nor is anybody told by the answers that it was a token once.
    const dead = await scene.ask(token, DOMAINS);
    expect([dead.status, dead.headers['portcullis-denial']]).toEqual([401, undefined]);
  });

  it('is told in no words that could show a secret', async () => {
    expect(await operator.put(`${provider.path}/feature-lists/plan`, { features: [...PLAN, 'cron'] })).toMatchObject({ status: 200 });
    const token = await scene.limited();
    const cron = encodeURIComponent('curl -u me:hunter2 https://x.example');
    const answer = await scene.ask(token, `/json-api/cpanel?cpanel_jsonapi_apiversion=2&cpanel_jsonapi_module=Cron&cpanel_jsonapi_func=add_line&command=${cron}&minute=1&hour=1&day=1&month=1&weekday=1`);
    const code = answer.headers['portcullis-denial'] as string;
    const denial = await scene.opened(code);
    expect(denial).toMatchObject({ operation: 'Cron::add_line', grant: null, state: 'not_grantable' });
    expect(JSON.stringify(denial)).not.toContain('hunter2');
  });
});

describe('who opens and allows', () => {
  let code: string;
  let token: Issued;
  let bob: OwnedAccount;
  let other: Provider;
  beforeAll(async () => {
    bob = await makeAccount(operator, provider.path, 'bob');
    other = await makeConnectedProvider(operator, scene.panel.url);
    token = await scene.limited();
    code = await scene.denied(token, ZONE);
    await scene.opened(code);
  });

  it('is the account’s holder, and its provider', async () => {
    const ofProvider = apiOf(otherGateway, provider.token.secret);
    for (const owner of [provider, provider.account]) expect(await scene.opened(code, ofProvider, owner)).toMatchObject({ id: code });
    expect(await ofProvider.post(`${scene.at(code, provider)}/allow`, { for: 'once' })).toMatchObject({ status: 200 });
  });

  it('is nobody of another account or another provider, who learns no more than of a code that was never told', async () => {
    const tries: [Api, { readonly path: string }][] = [
      [apiOf(gateway, bob.token.secret), bob],
      [apiOf(gateway, bob.token.secret), provider.account],
      [apiOf(gateway, other.token.secret), other],
      [apiOf(gateway, other.token.secret), other.account],
      [apiOf(gateway, other.token.secret), provider],
      [operator, bob],
    ];
    const bodyOf = ({ status, body }: Answer): unknown => ({ status, body: { ...(body as object), request_id: null } });
    for (const [api, owner] of tries) {
      const answer = await api.get(scene.at(code, owner));
      expect(answer.status).toBe(404);
      expect(bodyOf(await api.get(scene.at(UNTOLD, owner)))).toEqual(bodyOf(answer));
      expect(bodyOf(await api.post(`${scene.at(code, owner)}/allow`, { for: 'good' }))).toEqual(bodyOf(answer));
    }
  });

  it('holds what they give, and the right to edit tokens', async () => {
    const without = await scene.limited({ operation: 'Portcullis::read_denial' });
    const reader = apiOf(gateway, without.secret);
    expect(await reader.get(scene.at(code))).toMatchObject({ status: 200 });
    expect(await reader.post(`${scene.at(code)}/allow`, { for: 'once' })).toMatchObject({ status: 403, body: { code: 'permission_denied' } });
    const editor = await scene.limited({ operation: 'Portcullis::edit_token' }, { operation: 'Email::list_pops' });
    expect(await apiOf(gateway, editor.secret).post(`${scene.at(code)}/allow`, { for: 'good' })).toMatchObject({ status: 403, body: { code: 'exceeds_caller' } });
    const entitled = await scene.limited({ operation: 'Portcullis::edit_token' }, { operation: 'Email::list_pops' }, { operation: 'DNS::*' });
    expect(await apiOf(gateway, entitled.secret).post(`${scene.at(code)}/allow`, { for: 'good' })).toMatchObject({ status: 200 });
  });

  it('is not the token itself, which could free itself otherwise', async () => {
    const own = await scene.limited({ operation: 'Portcullis::edit_token' }, { operation: 'Portcullis::read_denial' });
    const lacking = await scene.denied(own, ZONE);
    await scene.opened(lacking);
    expect(await apiOf(gateway, own.secret).post(`${scene.at(lacking)}/allow`, { for: 'once' })).toMatchObject({ status: 403, body: { code: 'exceeds_caller' } });
  });

  it('confirms what lets the token get beyond itself', async () => {
    const lacking = ((await apiOf(gateway, token.secret).post(`${provider.account.path}/tokens`, { name: 'x', access: 'full' })).body as { denial: string }).denial;
    expect(await scene.opened(lacking)).toMatchObject({ operation: 'Portcullis::create_token', state: 'missing' });
    expect(await scene.allow(lacking, { for: 'good' })).toMatchObject({ status: 422, body: { code: 'confirmation_required' } });
  });

  it('adds to what others have done meanwhile, and loses none of it', async () => {
    const shared = await scene.limited();
    const codes = await Promise.all([ZONE, DOMAINS, BOX].map((path) => scene.denied(shared, path)));
    const answers = await Promise.all(codes.map((each) => scene.allow(each, { for: 'good' })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await scene.grantsOf(shared)).toHaveLength(4);
  });

  it('says for how long, and nothing else', async () => {
    for (const body of [{}, { for: 'ever' }, { for: 'once', grants: [] }]) {
      expect(await holder.post(`${scene.at(code)}/allow`, body)).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    }
    expect(await holder.get(scene.at('dny_1'))).toMatchObject({ status: 400 });
  });
});
