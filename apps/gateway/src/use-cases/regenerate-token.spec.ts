import { parseTokenText, tokenDigest } from '@portcullis/access';
import type { RequestOf, tokensRpc } from '@portcullis/contracts';
import { granted, refused } from '@portcullis/kernel';
import { randomBytes } from 'node:crypto';
import { repeatableRequest } from '../domain/repeatable-request.js';
import { ACCOUNT, accountFacts, authorities, callTo, receipt, sealKeys, tenantFacts, TENANT, TOKEN, tokenView } from './authorities-for-spec.js';
import { regenerateToken } from './regenerate-token.js';
import type { UpstreamKeys } from './ports.js';

type Request = RequestOf<typeof tokensRpc.regenerateToken>;
const wanted = { tokenId: TOKEN, overlapSeconds: 60 };
const done = { token: tokenView({ version: 2 }), credentials: [], enforcement: receipt };
const read = (view = tokenView()) => granted({ token: view, credentials: [] });
const repeatable = repeatableRequest({ key: 'again', callerTokenId: TOKEN, operation: 'Portcullis::regenerate_token', input: {} });

/** A tokens service that remembers the first request, as the real one does. */
function remembering() {
  let first: Request['idempotency'] = null;
  return authorities({
    read_token: read(),
    regenerate_token: ({ idempotency }: Request) => {
      const replayed = first?.sealedSecret ?? null;
      first ??= idempotency;
      return granted({ ...done, replayed });
    },
  });
}

describe('a regenerated token', () => {
  it('has a secret of its own kind, of which only the digest leaves', async () => {
    const { services, denials, asked } = authorities({ read_token: read(tokenView({ kind: 'service', accountId: null })), regenerate_token: granted({ ...done, replayed: null }) });
    const outcome = await regenerateToken({ services, denials, sealKeys, randomBytes })(callTo({ account: null }), wanted);
    if (!outcome.ok) throw new Error(outcome.refusal.code);
    const { secret, ...rest } = outcome.value;
    expect(rest).toEqual({ ...done, replayed: false });
    const parsed = parseTokenText(secret)!;
    expect(parsed.kind).toBe('service');
    const request = asked.at(-1)!.request as Request;
    expect(request.credential).toEqual({ publicId: parsed.publicId, digest: Buffer.from(tokenDigest(secret)).toString('hex') });
    expect(request).toMatchObject({ tenantId: TENANT, accountId: null, overlapSeconds: 60, idempotency: null });
    expect(JSON.stringify(asked)).not.toContain(secret);
  });

  it('shows the same secret to whoever repeats the request with its key', async () => {
    const { services, denials, asked } = remembering();
    const again = () => regenerateToken({ services, denials, sealKeys, randomBytes })({ ...callTo(), repeatable }, wanted);
    const [first, second] = [await again(), await again()];
    if (!first.ok || !second.ok) throw new Error('both succeed');
    expect([first.value.replayed, second.value.replayed]).toEqual([false, true]);
    expect(second.value.secret).toBe(first.value.secret);
    expect(JSON.stringify(asked)).not.toContain(first.value.secret);
  });

  it('shows none when the key that it was kept under is gone meanwhile, after looking for it once more', async () => {
    const { services, denials } = remembering();
    const learned: string[][] = [];
    const without: UpstreamKeys = { ...sealKeys, current: 'k2', keys: new Map([['k2', new Uint8Array(32).fill(2)]]), learn: (ids) => void learned.push([...ids]) };
    await regenerateToken({ services, denials, sealKeys, randomBytes })({ ...callTo(), repeatable }, wanted);
    const outcome = await regenerateToken({ services, denials, sealKeys: without, randomBytes })({ ...callTo(), repeatable }, wanted);
    expect(outcome).toMatchObject({ ok: false, refusal: { code: 'secret_already_shown' } });
    expect(learned).toEqual([['k1']]);
  });
});

describe('who may not regenerate a token', () => {
  it('is told in its own trail when it would hold more by it', async () => {
    const answer = refused({ code: 'exceeds_caller', detail: 'the calling token does not hold full access itself' });
    const { services, denials, told } = authorities({ read_token: read(), regenerate_token: answer });
    expect(await regenerateToken({ services, denials, sealKeys, randomBytes })(callTo(), wanted)).toEqual(answer);
    expect(told).toEqual([[TENANT, expect.objectContaining({ operation: 'Portcullis::regenerate_token', code: 'exceeds_caller', missing: answer.refusal.detail })]]);
  });

  it.each([
    ['a suspended tenant', callTo({ tenant: tenantFacts('suspended') }), 'suspended'],
    ['a suspended account', callTo({ account: accountFacts('suspended') }), 'suspended'],
    ['a suspended account, by its tenant’s path', callTo({ account: null }), 'suspended'],
  ] as const)('gets nothing for %s, and nothing is done', async (_, call, status) => {
    const world = authorities({ read_token: read(), read_account_statuses: granted({ accounts: [{ id: ACCOUNT, status }] }) });
    const outcome = await regenerateToken({ ...world, sealKeys, randomBytes })(call, wanted);
    expect(outcome).toMatchObject({ ok: false, refusal: { code: 'owner_suspended' } });
    expect(world.told).toEqual([]);
  });

  it.each(['session', 'link'] as const)('gets nothing for a %s', async (form) => {
    const { services, denials } = authorities({ read_token: read(tokenView({ form })) });
    const outcome = await regenerateToken({ services, denials, sealKeys, randomBytes })(callTo(), wanted);
    expect(outcome).toMatchObject({ ok: false, refusal: { code: 'invalid_request' } });
  });
});
