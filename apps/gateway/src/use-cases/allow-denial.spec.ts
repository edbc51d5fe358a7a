import type { Grant } from '@portcullis/access';
import type { EventData, RequestOf, TokenView, tokensRpc } from '@portcullis/contracts';
import { granted, instant, refused, type Result } from '@portcullis/kernel';
import { ACCOUNT, AT, authorities, callTo, DENIAL, grantCatalogue, TOKEN, tokenView } from './authorities-for-spec.js';
import { allowDenial } from './allow-denial.js';
import { editToken } from './edit-token.js';
import { findDenial } from './find-denial.js';
import { showDenial } from './show-denial.js';

const now = instant(Date.parse(AT));
const missing = { operation: 'DNS::parse_zone', resources: ['zone:example.com'] };
const denied: EventData['request.denied'] = {
  ...{ requestId: `req_${'1'.repeat(22)}`, ip: '192.0.2.7', tokenId: TOKEN, publicId: 'abcdefgh', accountId: ACCOUNT, operation: 'DNS::parse_zone' },
  ...{ resources: ['zone:example.com'], code: 'not_granted', missing: 'No.', denial: DENIAL, grant: missing },
};
const restricted = (changes: Partial<TokenView> = {}) => tokenView({ access: 'restricted', grants: [{ operation: 'DNS::lookup' }], ...changes });

interface Scene {
  readonly denial?: Partial<EventData['request.denied']> | null;
  /** The token as it is read, one time after the other. */
  readonly tokens?: readonly (TokenView | null)[];
  readonly edited?: (request: RequestOf<typeof tokensRpc.editToken>) => Result<unknown, { code: string; detail: string }>;
}

function scene({ denial = {}, tokens = [restricted()], edited }: Scene = {}) {
  let reads = 0;
  const { services, denials, asked } = authorities({
    find_denial: granted({ entry: denial === null ? null : { seq: 1, id: `evt_${'1'.repeat(22)}`, type: 'request.denied', subject: TOKEN, time: AT, data: { ...denied, ...denial } } }),
    read_token: () => {
      const token = tokens[Math.min(reads++, tokens.length - 1)];
      return token ? granted({ token, credentials: [] }) : refused({ code: 'not_found', detail: 'there is no such token' });
    },
    edit_token: (request: RequestOf<typeof tokensRpc.editToken>) => edited?.(request) ?? granted({ token: restricted({ grants: request.changes.grants as Grant[], version: 2 }), enforcement: null }),
  });
  const find = findDenial({ services });
  const allow = (how: 'once' | 'hour' | 'good' = 'good', target = {}) =>
    allowDenial({ find, edit: editToken({ services, denials }), grantCatalogue })(callTo(target), { id: DENIAL, for: how, confirmEscalating: false }, now);
  const edits = () => asked.filter(({ name }) => name === 'edit_token').map(({ request }) => request as RequestOf<typeof tokensRpc.editToken>);
  return { allow, find: () => find(callTo(), DENIAL), edits };
}

const code = (code: string) => ({ ok: false, refusal: { code } });

describe('allowing a denial', () => {
  it('adds the one grant to what the token holds, over the version that was read', async () => {
    const { allow, edits } = scene();
    expect(await allow('once')).toMatchObject({ ok: true, value: { found: { token: { version: 2 } } } });
    expect(edits()).toMatchObject([{ tokenId: TOKEN, expectedVersion: 1, changes: { grants: [{ operation: 'DNS::lookup' }, { ...missing, once: true }] }, confirmEscalating: false }]);
  });

  it('changes nothing where the token holds it', async () => {
    const { allow, edits } = scene({ tokens: [restricted({ grants: [missing] })] });
    expect(await allow()).toMatchObject({ ok: true, value: { enforcement: null } });
    expect(edits()).toEqual([]);
  });

  it('reads again when another edit came first, and adds to what that left; not for ever', async () => {
    const stale = refused({ code: 'precondition_failed', detail: 'the token has version 2 now' });
    const second = restricted({ version: 2, grants: [{ operation: 'Email::add_pop' }] });
    const { allow, edits } = scene({ tokens: [restricted(), second], edited: ({ expectedVersion }) => (expectedVersion === 1 ? stale : granted({ token: second, enforcement: null })) });
    expect(await allow()).toMatchObject({ ok: true });
    expect(edits().at(-1)).toMatchObject({ expectedVersion: 2, changes: { grants: [{ operation: 'Email::add_pop' }, missing] } });
    const stuck = scene({ edited: () => stale });
    expect(await stuck.allow()).toMatchObject(code('precondition_failed'));
    expect(stuck.edits()).toHaveLength(5);
  });

  it('passes on why the tokens service refuses', async () => {
    expect(await scene({ edited: () => refused({ code: 'exceeds_caller', detail: 'no' }) }).allow()).toMatchObject(code('exceeds_caller'));
  });

  it.each<[string, Scene, string]>([
    ['of another account', { denial: { accountId: null } }, 'not_found'],
    ['that nobody told', { denial: null }, 'not_found'],
    ['that no grant helps with', { denial: { grant: null } }, 'not_grantable'],
    ['of full access', { tokens: [tokenView()] }, 'not_grantable'],
    ['of a session', { tokens: [restricted({ form: 'session' })] }, 'not_grantable'],
    ['of a token with as many grants as there may be', { tokens: [restricted({ grants: Array.from({ length: 200 }, (_, n) => ({ operation: `Email::f${n}` })) })] }, 'not_grantable'],
    ['of a revoked token', { tokens: [restricted({ state: 'revoked' })] }, 'token_revoked'],
    ['of an expired token', { tokens: [restricted({ state: 'expired' })] }, 'token_ended'],
    ['of a token that was used up', { tokens: [restricted({ state: 'exhausted' })] }, 'token_ended'],
    ['of a token that is no longer kept', { tokens: [null] }, 'token_ended'],
  ])('%s is refused, and nothing is edited', async (_, what, expected) => {
    const { allow, edits } = scene(what);
    expect(await allow()).toMatchObject(code(expected));
    expect(edits()).toEqual([]);
  });

  it('once is refused where the token holds as many grants for one call as there may be, and goes on otherwise', async () => {
    const full = { tokens: [restricted({ grants: Array.from({ length: 20 }, (_, n) => ({ operation: `Email::f${n}`, once: true as const })) })] };
    expect(await scene(full).allow('once')).toMatchObject(code('not_grantable'));
    expect(await scene(full).allow('hour')).toMatchObject({ ok: true });
  });

  it('may be done by a tenant, whosever token it was', async () => {
    expect(await scene({ denial: { accountId: null } }).allow('good', { account: null })).toMatchObject({ ok: true });
  });
});

describe('a denial that is shown', () => {
  const shown = async (what: Scene) => {
    const found = await scene(what).find();
    if (!found.ok) throw new Error(found.refusal.detail);
    return showDenial(found.value, now, grantCatalogue);
  };

  it.each<[string, Scene, object]>([
    ['still missing', {}, { state: 'missing', once: false, until: null, words: 'to use DNS::parse_zone on zone:example.com' }],
    ['held for good', { tokens: [restricted({ grants: [missing] })] }, { state: 'allowed', once: false, until: null }],
    ['held once', { tokens: [restricted({ grants: [{ ...missing, once: true }] })] }, { state: 'allowed', once: true, until: null }],
    ['held for a while', { tokens: [restricted({ grants: [{ ...missing, until: '2026-11-23T11:00:00Z' }] })] }, { state: 'allowed', once: false, until: '2026-11-23T11:00:00Z' }],
    ['nothing that can be given', { denial: { grant: null } }, { state: 'not_grantable', grant: null, words: null }],
    ['of a token that is gone', { tokens: [null], denial: { tokenName: 'ci' } }, { state: 'not_grantable', token: { name: 'ci', state: null } }],
  ])('says that it is %s', async (_, what, expected) => expect(await shown(what)).toMatchObject(expected));

  it('names three things and counts the others', async () => {
    const grant = { operation: 'DNS::mass_edit_zone', resources: ['a', 'b', 'c', 'd', 'e'].map((name) => `record:${name}.example.com/TXT`) };
    expect(await shown({ denial: { grant } })).toMatchObject({ words: 'to use DNS::mass_edit_zone on record:a.example.com/TXT, record:b.example.com/TXT, record:c.example.com/TXT and 2 more' });
  });
});
