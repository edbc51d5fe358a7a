import { newTokenText, type Grant, type Leaf, type OperationFacts } from '@portcullis/access';
import type { OwnerFactsMessage, TokenFactsMessage } from '@portcullis/contracts';
import { granted } from '@portcullis/kernel';
import { randomBytes } from '@portcullis/platform/runtime';
import { seal, upstreamOwner } from '../domain/upstream-seal.js';
import { ACCOUNT, accountFacts, AT, authorities, DENIAL, grantCatalogue, origin, sealKeys, SHARD, TENANT, tenantFacts, tokenFacts } from './authorities-for-spec.js';
import { allowsAsWell, judgePanelCall } from './judge-panel-call.js';
import type { Asked, AskedCall, PanelCaller } from './panel-asked.js';
import { NOTHING_TAKEN } from './presented-token.js';
import { readingVerifier } from './verifier-for-spec.js';

const operation = (name: string, access: OperationFacts['access'] = 'write'): OperationFacts => ({ name, access, features: [], known: true });
const edit = operation('DNS::mass_edit_zone');
const record = (name: string): Leaf => ({ kind: 'record', zone: 'example.com', name, type: 'TXT' });
const line: Leaf = { kind: 'unread', of: 'record', zone: 'example.com' };
const call = (leaves: Leaf[], changes: Partial<AskedCall> = {}): AskedCall => ({ operation: edit, leaves: () => leaves, account: null, makesAccount: null, byRecord: false, ...changes });
const asking = (calls: AskedCall[], changes: Partial<Asked> = {}): Asked => ({ panelKind: 'cpanel', caller: 'account', calls, refusal: () => null, servedHere: false, ...changes });
const MINE = 'record:_acme-challenge.example.com/TXT';
const limited: Grant = { operation: edit.name, resources: [MINE] };

interface Scene {
  readonly token?: Partial<TokenFactsMessage>;
  readonly tenant?: Partial<OwnerFactsMessage['tenant']>;
  readonly caller?: Partial<PanelCaller>;
  readonly lines?: readonly Leaf[];
  readonly accounts?: readonly string[];
  /** Grants for one call that the call has taken before. */
  readonly taken?: readonly Grant[];
  /** True of the token once an account was asked for. */
  readonly meanwhile?: Partial<TokenFactsMessage>;
}

const sealed = (accountId: `acc_${string}` | null) => seal(sealKeys, 'secret', upstreamOwner({ tenantId: TENANT, accountId }), randomBytes);

async function judged(asked: Asked | null, { token = {}, tenant = {}, caller = {}, lines, accounts = [], taken = [], meanwhile }: Scene = {}) {
  let facts = tokenFacts(token);
  const account = facts.kind === 'account' ? { ...accountFacts(), upstream: { scheme: 'cpanel' as const, user: 'alice', ...sealed(ACCOUNT) } } : null;
  const upstream = { scheme: 'whm' as const, user: 'reseller', ...sealed(null) };
  const world = authorities({
    resolve_credential: () => granted({ token: facts }),
    read_owner: granted({ tenant: { ...tenantFacts(), panelUrl: 'https://panel.example', hosts: ['panel.acme.example'], upstream, ...tenant }, account, at: AT }),
    find_account: ({ username }: { username: string }) => {
      if (meanwhile !== undefined) seeing.change({ authority: 'tokens', shard: SHARD, target: null });
      facts = { ...facts, ...meanwhile };
      return granted({ account: accounts.includes(username) ? { tenantId: TENANT, accountId: ACCOUNT, shard: SHARD, username, status: 'active' } : null });
    },
  });
  const seeing = readingVerifier(world.services);
  const kind = facts.kind === 'tenant' ? 'tenant' : 'account';
  const who: PanelCaller = { address: { slug: 'acme' }, user: kind === 'tenant' ? 'reseller' : 'alice', tokenText: newTokenText({ kind, shard: SHARD, randomBytes }).text.reveal(), ...caller };
  const heard: string[] = [];
  const watch = { accepted: () => void heard.push('accepted'), refused: () => void heard.push('refused') };
  const judge = judgePanelCall({ ...world, verifier: seeing.verifier, sealKeys, grantCatalogue, watch });
  const judgement = await judge(who, asked, origin, { taken: { ...NOTHING_TAKEN, grants: taken }, lines: lines ?? null });
  return { judgement, told: world.told.map(([, denial]) => denial), asked: world.asked.map(({ name }) => name), heard };
}

const restricted = (...grants: Grant[]): Scene => ({ token: { access: 'restricted', grants: grants } });
const ofProvider = (...grants: Grant[]): Scene => ({ token: { kind: 'tenant', accountId: null, ...(grants.length > 0 && { access: 'restricted', grants: grants }) } });

describe('a panel call', () => {
  it('goes on with the credential of its own account, which no log shows', async () => {
    const { judgement, heard } = await judged(asking([call([record('a.example.com')])]));
    expect(judgement).toMatchObject({ verdict: 'forward', readFirst: false, credential: { panelUrl: 'https://panel.example', header: { name: 'authorization', value: 'cpanel alice:secret' }, holder: ACCOUNT } });
    expect(judgement).toHaveProperty('credential.name', expect.not.stringContaining('secret'));
    expect(heard).toEqual(['accepted']);
  });

  it.each<[string, Partial<PanelCaller>, Scene]>([
    ['another tenant’s path', { address: { slug: 'other' } }, {}],
    ['another host', { address: { host: 'panel.other.example' } }, {}],
    ['another user', { user: 'bob' }, {}],
    ['a provider’s surface', {}, {}],
    ['a panel of another kind', {}, { tenant: { panelKind: 'powerdns' } }],
  ])('at %s is told what a wrong token is told, and its tenant why', async (what, caller, scene) => {
    const asked = asking([call([])], what === 'a provider’s surface' ? { caller: 'tenant' } : {});
    const { judgement, told, heard } = await judged(asked, { ...scene, caller });
    expect(judgement).toEqual({ verdict: 'bad_credentials' });
    expect(told).toMatchObject([{ code: 'wrong_place', tokenName: 'ci', operation: edit.name }]);
    expect(heard).toEqual(['refused']);
  });

  it('outside the times of its token is told so in words, once the call can be told, and from another address nothing', async () => {
    const atNight = { timeWindows: [{ days: ['mon'], from: '02:00', to: '02:01', zone: 'UTC' }] } as Partial<TokenFactsMessage>;
    const { judgement, told, heard } = await judged(asking([call([])]), { token: atNight });
    expect(judgement).toMatchObject({ verdict: 'denied', missing: 'The token may not be used at this time.' });
    expect(told).toMatchObject([{ code: 'outside_time_window', operation: edit.name }]);
    expect(heard).toEqual(['accepted']);
    expect((await judged(null, { token: atNight })).judgement.verdict).toBe('live');
    expect((await judged(asking([call([])]), { token: { ...atNight, ipAllowlist: ['198.51.100.1'] } })).judgement).toEqual({ verdict: 'bad_credentials' });
  });

  it('comes by a host name of its tenant as well, and by Bearer without a user', async () => {
    expect((await judged(asking([call([])]), { caller: { address: { host: 'panel.acme.example' }, user: null } })).judgement.verdict).toBe('forward');
  });

  it('of which only the beginning has come is judged by its token alone', async () => {
    expect((await judged(null, restricted(limited))).judgement.verdict).toBe('live');
  });

  it('is refused when any of its calls is, and the trail names what it touched, but no command', async () => {
    const cron: Leaf = { kind: 'cron_line', command: 'mysql -psecret' };
    const { judgement, told } = await judged(asking([call([record('_acme-challenge.example.com')]), call([record('www.example.com'), cron])]), restricted(limited));
    expect(judgement).toMatchObject({ verdict: 'denied' });
    expect(told).toMatchObject([{ code: 'resource_not_granted', resources: ['record:www.example.com/TXT', 'cron_line:(not shown)'], ip: origin.ip }]);
  });
});

describe('a call that names a line', () => {
  it('is read first where a record at that line could be granted, and judged by what stands there', async () => {
    const asked = asking([call([record('_acme-challenge.example.com'), line])]);
    expect((await judged(asked, restricted(limited))).judgement).toMatchObject({ verdict: 'forward', readFirst: true });
    expect((await judged(asked, { ...restricted(limited), lines: [record('_acme-challenge.example.com')] })).judgement).toMatchObject({ verdict: 'forward', readFirst: false });
    expect((await judged(asked, { ...restricted(limited), lines: [record('www.example.com')] })).judgement).toMatchObject({ verdict: 'denied' });
  });

  it.each<[string, Scene, boolean]>([
    ['has business in another zone only', restricted({ operation: edit.name, resources: ['record:a.example.org/TXT'] }), false],
    ['holds the zone', restricted({ operation: edit.name, resources: ['zone:example.com'] }), true],
    ['holds everything', {}, true],
  ])('makes nobody read the panel for a token that %s', async (_who, scene, goes) => {
    const { judgement } = await judged(asking([call([line])]), scene);
    expect(judgement).toMatchObject(goes ? { verdict: 'forward', readFirst: false } : { verdict: 'denied' });
  });

  it('is not read among several, where each would stand where the one before it has left things', async () => {
    expect((await judged(asking([call([line]), call([line])]), restricted(limited))).judgement.verdict).toBe('denied');
  });

  it('is made record by record, where its API has no lock and the token is limited to records', async () => {
    const asked = asking([call([record('_acme-challenge.example.com')], { byRecord: true })]);
    expect((await judged(asked, restricted(limited))).judgement).toMatchObject({ verdict: 'forward', readFirst: true });
    expect((await judged(asked, restricted({ operation: edit.name, resources: ['zone:example.com'] }))).judgement).toMatchObject({ verdict: 'forward', readFirst: false });
  });
});

describe('a provider’s call', () => {
  const onBob = (changes: Partial<AskedCall> = {}) => asking([call([{ kind: 'account', name: 'bob' }], { operation: operation('WHM::suspendacct'), ...changes })], { caller: 'tenant' });

  it('reaches accounts below it, also with full access, and no others', async () => {
    expect((await judged(onBob(), { ...ofProvider(), accounts: ['bob'] })).judgement).toMatchObject({ verdict: 'forward', credential: { header: { value: 'whm reseller:secret' }, holder: TENANT } });
    expect((await judged(onBob(), ofProvider())).judgement).toMatchObject({ verdict: 'denied', missing: 'There is no account named bob here.', denial: { code: DENIAL, helps: false } });
  });

  it('looks for nobody when it is not granted', async () => {
    const { judgement, asked } = await judged(onBob(), ofProvider({ operation: 'WHM::suspendacct', resources: ['account:alice'] }));
    expect([judgement.verdict, asked.includes('find_account')]).toEqual(['denied', false]);
  });

  it('may name an account that it makes, and only that one', async () => {
    expect((await judged(onBob({ makesAccount: 'bob' }), ofProvider())).judgement.verdict).toBe('forward');
    expect((await judged(onBob({ makesAccount: 'carol' }), ofProvider())).judgement.verdict).toBe('denied');
  });

  it('is judged again where its token changed while they were asked for, which is done once', async () => {
    const same = await judged(onBob(), { ...ofProvider(), accounts: ['bob'], meanwhile: {} });
    expect(same.judgement).toMatchObject({ verdict: 'forward', accounts: [{ username: 'bob' }] });
    expect(same.asked.filter((name) => name !== 'read_owner')).toEqual(['resolve_credential', 'find_account', 'resolve_credential']);
    expect((await judged(onBob(), { ...ofProvider(), accounts: ['bob'], meanwhile: { revokedAt: AT } })).judgement).toEqual({ verdict: 'bad_credentials' });
  });

  it('goes to WHM where WHM answers elsewhere', async () => {
    const { judgement } = await judged(onBob(), { ...ofProvider(), accounts: ['bob'], tenant: { whmUrl: 'https://panel.example:2087' } });
    expect(judgement).toMatchObject({ credential: { panelUrl: 'https://panel.example:2087', panel: 'https://panel.example' } });
  });
});

describe('grants for one call', () => {
  const once = (name: string): Grant => ({ operation: edit.name, resources: [`record:${name}/TXT`], once: true });
  const [a, b] = [once('a.example.com'), once('b.example.com')];
  const both = asking([call([record('a.example.com')]), call([record('b.example.com')])]);

  it('that a call rests on are told, to be taken before it is sent, and no others', async () => {
    const { judgement } = await judged(asking([call([record('a.example.com')])]), restricted(b, a, limited));
    expect(judgement).toMatchObject({ verdict: 'forward', once: [a] });
    expect((await judged(asking([call([record('a.example.com')])]), restricted(a, { operation: edit.name }))).judgement).toMatchObject({ once: [] });
  });

  it('serve each one call of a request', async () => {
    expect((await judged(both, restricted(a, b))).judgement).toMatchObject({ verdict: 'forward', once: [a, b] });
    const twice = asking([call([record('a.example.com')]), call([record('a.example.com')])]);
    expect((await judged(twice, restricted(a))).judgement).toMatchObject({ verdict: 'denied', missing: 'The token holds no grant for DNS::mass_edit_zone.' });
    expect((await judged(twice, restricted(a, { ...a }))).judgement).toMatchObject({ verdict: 'forward', once: [a, a] });
  });

  it('that were taken are no reason to refuse the call that took them', async () => {
    expect((await judged(both, { ...restricted(b), taken: [a] })).judgement).toMatchObject({ verdict: 'forward', once: [a, b] });
    expect((await judged(both, restricted(b))).judgement).toMatchObject({ verdict: 'denied' });
  });

  it('let nothing else through on the way', async () => {
    const { judgement } = await judged(asking([call([record('a.example.com')])]), restricted(a, b));
    if (judgement.verdict !== 'forward') throw new Error('it is sent');
    const also = (name: string) => allowsAsWell(judgement, origin.ip, () => ({ operation: edit, leaves: [record(name)] }));
    expect([also('a.example.com'), also('b.example.com')]).toEqual([true, false]);
  });
});

describe('what a denied call lacks', () => {
  it('is told as the one grant that would help, of what was not granted', async () => {
    const { judgement, told } = await judged(asking([call([record('a.example.com'), record('_acme-challenge.example.com')])]), restricted(limited));
    expect(judgement).toMatchObject({ verdict: 'denied', denial: { code: DENIAL, helps: true } });
    expect(told).toMatchObject([{ code: 'resource_not_granted', grant: { operation: edit.name, resources: ['record:a.example.com/TXT'] } }]);
  });

  it('is not told where the request would be refused with it, too', async () => {
    const { told } = await judged(asking([call([record('a.example.com')])], { refusal: () => 'The request names another user.' }), restricted(limited));
    expect(told).toMatchObject([{ code: 'resource_not_granted', grant: null }]);
  });

  it('is not told of what no grant would help with, such as full access or a feature', async () => {
    const withFeature: AskedCall = call([], { operation: { ...edit, features: ['zoneedit'] } });
    const { judgement, told } = await judged(asking([withFeature]), { token: { access: 'full' } });
    expect(judgement).toMatchObject({ verdict: 'denied', denial: { helps: false } });
    expect(told).toMatchObject([{ code: 'feature_missing', grant: null }]);
  });
});
