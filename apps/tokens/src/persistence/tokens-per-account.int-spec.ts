import { DEFAULT_POLICY } from '@portcullis/access';
import { newId } from '@portcullis/kernel';
import { randomBytes } from '@portcullis/platform/runtime';
import { integrationWorld, type IntegrationWorld } from '@portcullis/testkit';
import { createToken, type CreateToken } from '../use-cases/create-token.js';
import { editToken } from '../use-cases/edit-token.js';
import { revokeToken } from '../use-cases/revoke-token.js';
import type { Owner, TokenRef } from '../use-cases/ports.js';
import { TokenWorld } from './token-world-for-spec.js';

let world: IntegrationWorld;
let tokens: TokenWorld;
beforeAll(async () => {
  world = await integrationWorld();
  tokens = await TokenWorld.open(world);
});
afterAll(async () => {
  await tokens?.close();
  await world?.close();
});

const newAccount = (): Owner => ({ tenantId: tokens.tenantId, accountId: newId('acc', randomBytes) });
const atMost = (tokensPerAccount: number | null) => ({ ...DEFAULT_POLICY, tokensPerAccount });
let names = 0;
const make = (owner: Owner, most: number | null, changes: Partial<CreateToken> = {}) =>
  tokens.create({ owner, name: `t${++names}`, policy: atMost(most), ...changes });
const codeOf = ({ result }: Awaited<ReturnType<typeof make>>) => (result.ok ? 'made' : result.refusal.code);
const extend = (ref: TokenRef, most: number) =>
  editToken(tokens.deps)({ caller: tokens.caller, ref, expectedVersion: null, changes: { expiresAt: tokens.after(60) }, confirmEscalating: false, policy: atMost(most) });

describe('an account that may have so many tokens', () => {
  it('has no more at once, however many are asked for together', async () => {
    const owner = newAccount();
    const codes = (await Promise.all(Array.from({ length: 12 }, () => make(owner, 5)))).map(codeOf);
    expect(codes.sort()).toEqual([...Array<string>(5).fill('made'), ...Array<string>(7).fill('policy_forbids')]);
    expect(codeOf(await make(owner, 5))).toBe('policy_forbids');
    expect(codeOf(await make(owner, 6))).toBe('made');
    expect(codeOf(await make(owner, null))).toBe('made');
    expect(codeOf(await make(newAccount(), 5))).toBe('made');
  });

  it('is not counted those that are revoked or over, sessions, or what its provider has', async () => {
    const owner = newAccount();
    const { ref } = await make(owner, 1);
    await tokens.holder({ ...owner, kind: 'account', form: 'session', expiresAt: tokens.after(60) });
    expect(codeOf(await make(owner, 1))).toBe('policy_forbids');
    await revokeToken(tokens.deps)({ caller: tokens.caller, ref, expectedVersion: null, reason: null });
    const brief = await make(owner, 1, { expiresAt: tokens.after(60) });
    expect(codeOf(brief)).toBe('made');
    await tokens.alter('UPDATE token SET expires_at = $2 WHERE id = $1', [brief.ref.id, new Date(tokens.after(-60))]);
    expect(codeOf(await make(owner, 1))).toBe('made');
    expect(codeOf(await make({ ...owner, accountId: null }, 0, { kind: 'tenant' }))).toBe('made');
    // One that is over comes to life again as one more.
    expect(await extend(brief.ref, 1)).toMatchObject({ ok: false, refusal: { code: 'policy_forbids', detail: 'the policy lets an account have 1 token at once, and it has as many: revoke one first' } });
    expect(await extend(brief.ref, 2)).toMatchObject({ ok: true });
    expect(await extend(brief.ref, 1)).toMatchObject({ ok: true });
  });

  it('gets its answer again where it repeats a request, though it is full by that', async () => {
    const request = { ...tokens.request({ owner: newAccount(), policy: atMost(1) }), idempotency: { keyHash: 'a'.repeat(64), requestHash: 'b'.repeat(64), sealedSecret: { keyId: 'k1', sealed: 'AAAA' } } };
    const create = createToken(tokens.deps);
    expect(await create(request)).toMatchObject({ ok: true, value: { replayed: null } });
    expect(await create(request)).toMatchObject({ ok: true, value: { token: { id: request.id } } });
  });
});
