import { newTokenText, type TokenTextKind } from '@portcullis/access';
import { granted, refused } from '@portcullis/kernel';
import type { TokenFactsMessage } from '@portcullis/contracts';
import { randomBytes } from 'node:crypto';
import type { TokenForm } from '@portcullis/verifier';
import { authenticate } from './authenticate.js';
import { accountFacts, AT, authorities, grantCatalogue, origin, SHARD, tenantFacts, tokenFacts } from './authorities-for-spec.js';
import { readingVerifier } from './verifier-for-spec.js';

const owner = granted({ tenant: tenantFacts(), account: accountFacts(), at: AT });

const idle = { grantCatalogue, watch: { accepted: () => undefined, refused: () => undefined } };

/** Whether a text that begins like this is taken for a token that the authority knows by these facts; and whether it was asked. */
async function taken(text: TokenTextKind, facts: Partial<TokenFactsMessage>, forms: readonly TokenForm[] = ['token']) {
  const world = authorities({ resolve_credential: granted({ token: tokenFacts(facts) }), read_owner: owner });
  const credential = { text: newTokenText({ kind: text, shard: SHARD, randomBytes }).text.reveal(), forms };
  const presented = await authenticate({ ...idle, services: world.services, verifier: readingVerifier(world.services).verifier })(credential, origin);
  return { ok: presented.ok, asked: world.asked.length > 0 };
}

describe('a token in its text', () => {
  it.each<[TokenTextKind, Partial<TokenFactsMessage>, TokenForm]>([
    ['account', {}, 'token'],
    ['session', { form: 'session' }, 'session'],
    ['link', { form: 'link', access: 'restricted', grants: [{ operation: 'Portcullis::open_session' }], useQuota: 1 }, 'link'],
  ])('of kind %s is taken where it may come from', async (text, facts, form) => {
    expect(await taken(text, facts, [form])).toEqual({ ok: true, asked: true });
    expect(await taken(text, facts, ['token', 'link', 'session'])).toEqual({ ok: true, asked: true });
  });

  it.each<[TokenTextKind, TokenForm[]]>([
    ['session', ['token']],
    ['session', ['token', 'link']],
    ['link', ['token']],
    ['link', ['session']],
    ['account', ['session']],
    ['operator', ['session', 'link']],
  ])('of kind %s is not even looked up where only %j may come', async (text, forms) => {
    expect(await taken(text, {}, forms)).toEqual({ ok: false, asked: false });
  });

  it.each<[TokenTextKind, Partial<TokenFactsMessage>]>([
    ['account', { form: 'session' }],
    ['account', { form: 'link' }],
    ['session', { form: 'token' }],
    ['session', { form: 'link' }],
    ['link', { form: 'session' }],
    ['operator', {}],
    ['account', { kind: 'service' }],
  ])('of kind %s is refused when the authority knows it as another: %j', async (text, facts) => {
    expect(await taken(text, facts, ['token', 'link', 'session'])).toEqual({ ok: false, asked: true });
  });
});

describe('a token that ended or may not be used here', () => {
  it.each<[string, Partial<TokenFactsMessage>]>([
    ['revoked', { revokedAt: AT }],
    ['expired', { expiresAt: AT }],
    ['not valid yet', { notBefore: '2026-11-23T10:00:00.001Z' }],
    ['used up', { useQuota: 3, usesDrawn: 3 }],
    ['presented by a secret whose time is over', { credentialEndsAt: AT }],
    ['for another address', { ipAllowlist: ['198.51.100.0/24'] }],
  ])('is refused with one answer: %s', async (_, facts) => {
    const world = authorities({ resolve_credential: granted({ token: tokenFacts(facts) }), read_owner: owner });
    const credential = { text: newTokenText({ kind: 'account', shard: SHARD, randomBytes }).text.reveal(), forms: ['token'] as const };
    const outcome = await authenticate({ ...idle, services: world.services, verifier: readingVerifier(world.services).verifier })(credential, origin);
    expect(outcome).toEqual(refused({ code: 'invalid_token', detail: 'the token is unknown, expired, revoked or suspended' }));
  });

  it('is taken while its conditions hold', async () => {
    const facts = { ipAllowlist: ['192.0.2.0/24'], notBefore: AT, credentialEndsAt: '2026-11-23T10:00:00.001Z', useQuota: 3, usesDrawn: 2 };
    expect(await taken('account', facts)).toEqual({ ok: true, asked: true });
  });
});

describe('whom a call is about', () => {
  const target = granted({ target: { shard: 7, owner: { tenant: tenantFacts(), account: accountFacts(), stamp: { epoch: 1, rev: 0 }, at: AT } } });
  const named = () => ({ tenant: 'acme', account: 'alice' });

  /** Asked about alice; `meanwhile` while that is read. */
  async function asked(facts: Partial<TokenFactsMessage>, meanwhile: (change: () => void) => Partial<TokenFactsMessage>) {
    let now = tokenFacts(facts);
    const world = authorities({
      resolve_credential: () => granted({ token: now }),
      read_owner: owner,
      read_target: () => {
        now = { ...now, ...meanwhile(() => seeing.change({ authority: 'tokens', shard: SHARD, target: null })) };
        return target;
      },
    });
    const seeing = readingVerifier(world.services);
    const credential = { text: newTokenText({ kind: 'account', shard: SHARD, randomBytes }).text.reveal(), forms: ['token'] as const };
    const outcome = await authenticate({ ...idle, services: world.services, verifier: seeing.verifier })(credential, origin, named);
    const names = world.asked.map(({ name }) => name).filter((name) => name !== 'read_owner');
    return { outcome: outcome.ok ? (outcome.value.target?.account?.username ?? null) : outcome.refusal.code, names };
  }

  it('is read once its caller is known to be live, and its caller is not looked up again', async () => {
    expect(await asked({}, () => ({}))).toEqual({ outcome: 'alice', names: ['resolve_credential', 'read_target'] });
    expect(await asked({ revokedAt: AT }, () => ({}))).toEqual({ outcome: 'invalid_token', names: ['resolve_credential'] });
  });

  it('says nothing of a caller whose token is revoked while that is read', async () => {
    const revoked = await asked({}, (change) => {
      change();
      return { revokedAt: AT };
    });
    expect(revoked).toEqual({ outcome: 'invalid_token', names: ['resolve_credential', 'read_target', 'resolve_credential'] });
  });
});
