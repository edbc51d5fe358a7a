import { parseTokenText } from '@portcullis/access';
import type { RequestOf, tokensRpc } from '@portcullis/contracts';
import { granted, PLATFORM_TENANT_ID, refused } from '@portcullis/kernel';
import { randomBytes } from 'node:crypto';
import { accountFacts, ACCOUNT, AT, authorities, callTo, sealKeys, tenantFacts, TENANT, tokenView } from './authorities-for-spec.js';
import { createLink } from './create-link.js';
import { openSession } from './open-session.js';

const publicUrl = 'https://api.example.com';
const parts = { sealKeys, randomBytes, publicUrl };
const made = granted({ token: tokenView({ form: 'link', expiresAt: AT }), replayed: null });
const excess = refused({ code: 'exceeds_caller', detail: 'the calling token does not hold full access itself' });

describe('a link', () => {
  it.each([
    ['an account', callTo(), { kind: 'account', owner: { tenantId: TENANT, accountId: ACCOUNT } }],
    ['a tenant', callTo({ account: null }), { kind: 'tenant', owner: { tenantId: TENANT, accountId: null } }],
  ] as const)('signs in as %s, and its secret is behind the # of an address that no server hears', async (_, call, request) => {
    const world = authorities({ create_link: made });
    const outcome = await createLink({ ...world, ...parts })(call);
    if (!outcome.ok) throw new Error(outcome.refusal.code);
    const { url, expiresAt, replayed } = outcome.value;
    expect({ expiresAt, replayed }).toEqual({ expiresAt: AT, replayed: false });
    const text = new URL(url).hash.replace('#link=', '');
    expect(url).toBe(`https://api.example.com/console/#link=${text}`);
    expect(parseTokenText(text)?.kind).toBe('link');
    expect(world.asked).toEqual([{ name: 'create_link', request: expect.objectContaining(request) as object }]);
    expect(JSON.stringify(world.asked)).not.toContain(text);
  });

  it('into the platform is for its operators', async () => {
    const target = { tenant: tenantFacts('active', PLATFORM_TENANT_ID), account: null };
    const caller = { ...callTo().caller, kind: 'operator', tenantId: PLATFORM_TENANT_ID } as const;
    const world = authorities({ create_link: made });
    expect(await createLink({ ...world, ...parts })({ ...callTo(target), caller })).toMatchObject({ ok: true });
    expect((world.asked[0]!.request as RequestOf<typeof tokensRpc.createLink>).kind).toBe('operator');
    const stranger = authorities({});
    expect(await createLink({ ...stranger, ...parts })(callTo(target))).toMatchObject({ ok: false, refusal: { code: 'exceeds_caller' } });
    expect(stranger.told).toHaveLength(1);
  });

  it('is made for nobody who is suspended', async () => {
    for (const target of [{ tenant: tenantFacts('suspended') }, { account: accountFacts('suspended') }]) {
      expect(await createLink({ ...authorities({}), ...parts })(callTo(target))).toMatchObject({ ok: false, refusal: { code: 'owner_suspended' } });
    }
  });

  it('that would give more than the caller holds is told of in the caller’s trail', async () => {
    const world = authorities({ create_link: excess });
    expect(await createLink({ ...world, ...parts })(callTo())).toEqual(excess);
    expect(world.told).toEqual([[TENANT, expect.objectContaining({ operation: 'Portcullis::create_session', code: 'exceeds_caller' })]]);
  });
});

describe('a session', () => {
  it('is made with a secret for the cookie, of which only the digest leaves', async () => {
    const world = authorities({ open_session: granted({ token: tokenView({ form: 'session' }) }) });
    const outcome = await openSession({ ...world, ...parts })(callTo());
    if (!outcome.ok) throw new Error(outcome.refusal.code);
    expect(outcome.value.session).toEqual(tokenView({ form: 'session' }));
    expect(parseTokenText(outcome.value.secret)?.kind).toBe('session');
    expect(JSON.stringify(world.asked)).not.toContain(outcome.value.secret);
  });

  it('that would give more than the caller holds is told of in the caller’s trail, and one whose link is dead is not', async () => {
    const reaching = authorities({ open_session: excess });
    expect(await openSession({ ...reaching, ...parts })(callTo())).toEqual(excess);
    expect(reaching.told).toEqual([[TENANT, expect.objectContaining({ operation: 'Portcullis::open_session', code: 'exceeds_caller' })]]);
    const dead = authorities({ open_session: refused({ code: 'invalid_token', detail: 'the link’s maker is gone' }) });
    expect(await openSession({ ...dead, ...parts })(callTo())).toMatchObject({ ok: false, refusal: { code: 'invalid_token' } });
    expect(dead.told).toEqual([]);
  });
});
