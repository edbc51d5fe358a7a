import { sharedStack } from '@portcullis/testkit';
import { apiOf } from './clients/api.js';
import { DOMAINS, isServed, startDenialScene, ZONE, type DenialScene } from './denial-scene.js';
import type { Issued, Provider } from './providers.js';
import { eventually } from './eventually.js';
import { trailOf } from './trails.js';

const { gateways, operatorToken } = sharedStack();
const [gateway, otherGateway] = gateways as [string, string];
const operator = apiOf(gateway, operatorToken);

let scene: DenialScene;
let provider: Provider;
beforeAll(async () => {
  scene = await startDenialScene();
  ({ provider } = scene);
});
beforeEach(() => scene.panel.clearCalls());
afterAll(() => scene.panel.close());

const verify = async (token: Issued, operation?: string, resources?: string[]) =>
  (await operator.post('/v1/verify', { token: token.secret, ...(operation && { operation }), ...(resources && { resources }) })).body as Record<string, unknown>;

describe('allowed once', () => {
  it('is good for one call, whichever gateway it comes to, and the trail says which', async () => {
    const token = await scene.limited();
    const code = await scene.denied(token, DOMAINS);
    const { body } = await scene.allow(code, { for: 'once' });
    expect(body).toMatchObject({ denial: { state: 'allowed', once: true, until: null }, token: { grants: [{}, { operation: 'DomainInfo::list_domains', once: true }] } });
    expect((await scene.allow(code, { for: 'once' })).body).toMatchObject({ enforcement: null });
    // What does not need it leaves it.
    expect(isServed(await scene.ask(token, '/execute/Email/list_pops'))).toBe(true);
    expect(isServed(await scene.ask(token, DOMAINS, otherGateway))).toBe(true);
    expect(isServed(await scene.ask(token, DOMAINS))).toBe(false);
    expect(await scene.opened(code)).toMatchObject({ state: 'missing' });
    await eventually(async () => {
      const taken = (await trailOf(operator, provider.slug)).filter(({ subject, data }) => subject === token.id && data['taken'] !== undefined);
      expect(taken).toMatchObject([{ type: 'token.updated', data: { taken: [{ operation: 'DomainInfo::list_domains', once: true }], by: { tokenId: token.id } } }]);
    });
  });

  it('lets one of twenty calls at two gateways reach the panel', async () => {
    const token = await scene.limited({ operation: 'DomainInfo::list_domains', once: true });
    scene.panel.clearCalls();
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => scene.ask(token, DOMAINS, gateways[n % 2])));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(answers.filter(isServed)).toHaveLength(1);
    expect(scene.panel.calls()).toHaveLength(1);
    expect(await scene.grantsOf(token)).toEqual([]);
  });

  it('leaves a token that holds nothing any more, and that is edited and given more as any other', async () => {
    const token = await scene.limited({ operation: 'DomainInfo::list_domains', once: true });
    expect(isServed(await scene.ask(token, DOMAINS))).toBe(true);
    const path = `${provider.account.path}/tokens/${token.id}`;
    expect(await operator.patch(path, { description: 'spent' })).toMatchObject({ status: 200, body: { token: { grants: [], description: 'spent' } } });
    await scene.allow(await scene.denied(token, DOMAINS), { for: 'once' });
    expect(isServed(await scene.ask(token, DOMAINS))).toBe(true);
  });

  it('serves the edit of a line, which the panel is asked about first', async () => {
    const zone = JSON.parse((await scene.ask(provider.account.token, ZONE)).body.toString()) as { data: { line_index: number; record_type?: string; dname_b64?: string; data_b64?: string[] }[] };
    const soa = zone.data.find(({ record_type }) => record_type === 'SOA')!;
    const serial = Buffer.from(soa.data_b64![2]!, 'base64').toString();
    const add = encodeURIComponent(JSON.stringify({ dname: '_once', ttl: 300, record_type: 'TXT', data: ['x'] }));
    const token = await scene.limited({ operation: 'DNS::mass_edit_zone', resources: ['record:_once.alice.example/TXT'], once: true });
    const edit = `/execute/DNS/mass_edit_zone?zone=alice.example&serial=${serial}&add=${add}`;
    expect(isServed(await scene.ask(token, edit))).toBe(true);
    const now = JSON.parse((await scene.ask(provider.account.token, ZONE)).body.toString()) as typeof zone;
    const { line_index: line } = now.data.find(({ dname_b64 }) => dname_b64 !== undefined && Buffer.from(dname_b64, 'base64').toString() === '_once')!;
    const next = Buffer.from(now.data.find(({ record_type }) => record_type === 'SOA')!.data_b64![2]!, 'base64').toString();
    const remover = await scene.limited({ operation: 'DNS::mass_edit_zone', resources: ['record:_once.alice.example/TXT'], once: true });
    const remove = `/execute/DNS/mass_edit_zone?zone=alice.example&serial=${next}&remove=${line}`;
    expect(isServed(await scene.ask(remover, remove))).toBe(true);
    expect(await scene.grantsOf(remover)).toEqual([]);
  });
});

describe('a denial at the other doors', () => {
  it('of /v1 is a member of the problem, and is allowed alike', async () => {
    const token = await scene.limited();
    const api = apiOf(gateway, token.secret);
    const list = () => api.get(`${provider.account.path}/tokens`);
    const problem = await list();
    expect(problem).toMatchObject({ status: 403, body: { code: 'permission_denied', denial: expect.stringMatching(/^dny_/) as string } });
    const { denial: code, detail } = problem.body as { denial: string; detail: string };
    expect(detail).toBe('The token holds no grant for Portcullis::list_tokens.');
    expect(await scene.opened(code)).toMatchObject({ operation: 'Portcullis::list_tokens', grant: { operation: 'Portcullis::list_tokens' }, words: 'to use Portcullis::list_tokens' });
    expect((await scene.allow(code, { for: 'once' })).status).toBe(200);
    const both = await Promise.all([list(), apiOf(otherGateway, token.secret).get(`${provider.account.path}/tokens`)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 403]);
  });

  it('of verify is in its answer, where one question was asked about an operation', async () => {
    const token = await scene.limited();
    const resources = ['mailbox:eve@alice.example'];
    const answer = await verify(token, 'Email::add_pop', resources);
    expect(answer).toMatchObject({ allowed: false, denial: expect.stringMatching(/^dny_/) as string });
    const code = answer['denial'] as string;
    expect(await scene.opened(code)).toMatchObject({ grant: { operation: 'Email::add_pop', resources } });
    expect((await scene.allow(code, { for: 'once' })).status).toBe(200);
    expect(await verify(token, 'Email::add_pop', ['mailbox:bob@alice.example'])).toMatchObject({ allowed: false });
    const asked = await Promise.all(Array.from({ length: 10 }, () => verify(token, 'Email::add_pop', resources)));
    expect(asked.filter(({ allowed }) => allowed)).toHaveLength(1);
    expect(await verify(token)).toMatchObject({ allowed: true, denial: null });
    const batch = await operator.post('/v1/verify/batch', { items: [{ token: token.secret, operation: 'Email::add_pop' }] });
    expect(batch.body).toMatchObject({ items: [{ allowed: false, denial: null }] });
  });
});
