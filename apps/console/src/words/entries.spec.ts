import i18next from 'i18next';
import { accountPages } from '../texts/en/account-pages.js';
import { en } from '../texts/en/en.js';
import { entryWords, type EntryWords } from './entries.js';

const i18n = i18next.createInstance();
beforeAll(() => i18n.init({ lng: 'en', resources: { en: { translation: { ...en, ...accountPages } } }, interpolation: { escapeValue: false } }));

const reader = { sessionId: 'tok_session', accountId: 'acc_1' };
const by = { kind: 'account', tokenId: 'tok_session', publicId: 'abcdefgh', tenantId: 'ten_1', accountId: 'acc_1', shard: 3, ip: '192.0.2.7', requestId: 'req_1' };
const told = (type: string, data: object) =>
  entryWords({ seq: 1, id: 'evt_1', type, subject: 'tok_1', time: '2026-11-28T12:00:00Z', data: { name: 'acme-sh', ...data } }, reader, i18n.t, 'en');
const read = ({ sentence }: Pick<EntryWords, 'sentence'>) => sentence.map((word) => (typeof word === 'string' ? word : `[${word.name}]`)).join('');

describe('an entry', () => {
  it.each<[string, object, string]>([
    ['token.created', { form: 'token', access: 'restricted' }, '[acme-sh] was created'],
    ['token.created', { form: 'token', access: 'full' }, '[acme-sh] was created, with full access'],
    ['token.created', { form: 'session' }, 'Somebody signed in to this page'],
    ['token.created', { form: 'link' }, 'A one-time link to this page was made'],
    ['token.updated', { changes: { expiresAt: null, ipAllowlist: [], labels: {} } }, '[acme-sh] was edited: expiry, addresses, and labels'],
    ['token.updated', { changes: {} }, '[acme-sh] was edited: something about it'],
    ['token.updated', { changes: { grants: [] }, taken: [{ operation: 'DNS::parse_zone', once: true }] }, '[acme-sh] used what it was allowed once: DNS::parse_zone'],
    ['token.regenerated', { overlapSeconds: 0 }, '[acme-sh] was given a new secret'],
    ['token.regeneration_finished', {}, 'The old secret of [acme-sh] was ended'],
    ['token.revoked', {}, '[acme-sh] was revoked'],
    ['tokens.revoked_in_bulk', { count: 12 }, '12 tokens were revoked'],
    ['tokens.revoked_in_bulk', { count: null }, 'Many tokens were revoked at once'],
    ['token.leaked', { tokens: [{ id: 'tok_2', name: 'ci' }] }, 'The secret of [ci] was found where others could read it: it was revoked'],
    ['account.updated', { status: 'suspended' }, 'The account was suspended'],
    ['account.created', { username: 'alice' }, 'The account alice was set up'],
    ['told.later', {}, 'Something happened: told.later'],
  ])('of %s says what happened: %j', (type, data, sentence) => expect(read(told(type, { by, ...data }))).toBe(sentence));

  it('says who did it, and from where', () => {
    const who = (changes: object) => told('token.revoked', { by: { ...by, tokenId: 'tok_2', ...changes } });
    expect(told('token.revoked', { by, reason: 'left the team' })).toMatchObject({ who: 'you', from: '192.0.2.7', detail: 'left the team' });
    expect(who({}).who).toBe('a token or session of this account');
    expect(who({ accountId: 'acc_2' }).who).toBe('an account');
    expect(who({ kind: 'tenant', accountId: null }).who).toBe('your provider');
    expect(who({ kind: 'operator', accountId: null }).who).toBe('the operator of Portcullis');
    expect(told('token.revoked', { by: null })).toMatchObject({ who: null, from: null });
  });

  it.each([[0, 'ended at once'], [3_600, 'works for an hour more'], [604_800, 'works for 7 days more']])('of a new secret says how long the old one works: %d s', (overlapSeconds, words) => {
    expect(told('token.regenerated', { by, overlapSeconds }).detail).toBe(`The old secret ${words}.`);
  });
});

describe('a denial', () => {
  const grant = { operation: 'DNS::mass_edit_zone', resources: ['zone:example.com'] };
  const denied = { tokenId: 'tok_1', tokenName: 'acme-sh', ip: '203.0.113.9', operation: 'DNS::mass_edit_zone', resources: ['zone:example.com'], missing: 'The token holds no grant for it.', denial: 'dny_1', grant };

  it('says what was tried, on what, from where, and what was missing', () => {
    const words = told('request.denied', denied);
    expect(read(words)).toBe('[acme-sh] was denied DNS::mass_edit_zone on example.com');
    expect(words).toMatchObject({ kind: 'denied', who: null, from: '203.0.113.9', detail: 'The token holds no grant for it.', denial: { code: 'dny_1', grant } });
  });

  it('that nobody was told a code of cannot be opened', () => {
    expect(told('request.denied', { ...denied, denial: null }).denial).toBeNull();
  });

  it('counts those of the same kind', () => {
    expect(told('request.denied', { ...denied, repeated: 3 }).detail).toBe('The token holds no grant for it. It happened 3 times more soon after.');
  });

  it('of a request that nobody could read says so', () => {
    expect(read(told('request.denied', { ...denied, operation: 'panel', resources: [] }))).toBe('[acme-sh] sent a request that could not be read');
    expect(read(told('request.denied', { ...denied, tokenName: undefined, resources: [] }))).toBe('[tok_1] was denied DNS::mass_edit_zone');
  });
});
