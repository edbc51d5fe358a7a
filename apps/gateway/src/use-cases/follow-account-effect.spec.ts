import type { AccountEffect, WhmOutcome } from '@portcullis/cpanel';
import { granted, refused } from '@portcullis/kernel';
import { ACCOUNT, authorities, origin, receipt, SHARD, TENANT, TOKEN, tokenFacts } from './authorities-for-spec.js';
import { followAccountEffect } from './follow-account-effect.js';
import type { PresentedToken } from './presented-token.js';

const randomBytes = (count: number): Uint8Array => new Uint8Array(count);
const presented = { facts: tokenFacts({ kind: 'tenant', accountId: null }), shard: SHARD } as unknown as PresentedToken;
const caller = { kind: 'tenant', tokenId: TOKEN, publicId: 'abcdefgh', tenantId: TENANT, accountId: null, shard: SHARD, ...origin };
const gone = refused({ code: 'not_found', detail: 'there is no such account' });

type Answers = Parameters<typeof authorities>[0];

/** What is asked of permissions before the panel hears of it, and after it has come to this outcome. */
async function followed(effect: AccountEffect, outcome: WhmOutcome, answers: Answers, status: 'active' | 'suspended' = 'active') {
  const { services, asked } = authorities(answers);
  const accounts = [{ tenantId: TENANT, accountId: ACCOUNT, shard: SHARD, username: 'bob', status }];
  const underWay = await followAccountEffect({ services, randomBytes })(effect, { presented, accounts, origin });
  const said = () => asked.splice(0).map(({ name, request }) => ({ name, ...(request as object) }));
  const before = said();
  if (!underWay.ok) return { before, refusal: underWay.refusal };
  const problem = await underWay.value.settle(outcome);
  return { before, after: said(), problem, receiptId: underWay.value.receiptId };
}
const edit = (status: string, expectedVersion: number | null = null) => ({
  ...{ name: 'edit_account', caller, respondAsync: false, tenantId: TENANT, accountId: ACCOUNT, expectedVersion, status, domains: null, featureList: null },
});
const edited = granted({ account: { version: 7 }, enforcement: receipt });

describe.each(['suspend', 'remove'] as const)('an account that a provider is about to %s on the panel', (kind) => {
  const effect = { kind, username: 'bob' } as const;

  it('is suspended before the panel hears of it', async () => {
    const answers = { edit_account: edited, delete_account: granted({}) };
    const { before, after, problem, receiptId } = await followed(effect, 'done', answers);
    expect({ before, problem }).toEqual({ before: [edit('suspended')], problem: null });
    expect(receiptId).toBe(receipt.id);
    expect(after).toEqual(kind === 'suspend' ? [] : [{ name: 'delete_account', caller, respondAsync: false, tenantId: TENANT, accountId: ACCOUNT, expectedVersion: null }]);
  });

  it('gets its power back when the panel refuses, unless somebody has changed it meanwhile', async () => {
    expect(await followed(effect, 'refused', { edit_account: edited })).toMatchObject({ after: [edit('active', 7)], problem: null });
    const answers = { edit_account: ({ status }: { status: string }) => (status === 'active' ? refused({ code: 'precondition_failed', detail: 'stale' }) : edited) };
    expect(await followed(effect, 'refused', answers)).toMatchObject({ problem: expect.stringContaining('changed meanwhile') });
  });

  it('stays suspended when the panel refuses, if it was so before', async () => {
    expect(await followed(effect, 'refused', { edit_account: edited }, 'suspended')).toMatchObject({ after: [], problem: null });
  });

  it('stays suspended when nobody knows what the panel did, and operators hear of it', async () => {
    expect(await followed(effect, 'unclear', { edit_account: edited })).toMatchObject({ after: [], problem: expect.stringContaining('stays suspended') });
  });

  it('is not touched on the panel if it is not known here, or not any more', async () => {
    const refusal = 'There is no account named bob here.';
    expect(await followed(effect, 'done', { edit_account: gone })).toEqual({ before: [edit('suspended')], refusal });
    expect(await followed({ ...effect, username: 'BOB' }, 'done', {})).toEqual({ before: [], refusal: 'There is no account named BOB here.' });
  });
});

describe('an account that a provider unsuspends on the panel', () => {
  const effect = { kind: 'unsuspend', username: 'bob' } as const;

  it('gets its power back after the panel has done so, and not before or otherwise', async () => {
    expect(await followed(effect, 'done', { edit_account: edited })).toEqual({ before: [], after: [edit('active')], problem: null, receiptId: null });
    expect(await followed(effect, 'refused', {})).toMatchObject({ after: [], problem: null });
    expect(await followed(effect, 'unclear', {})).toMatchObject({ after: [], problem: expect.stringContaining('not known') });
  });
});

describe('an account that a provider makes on the panel', () => {
  const effect = { kind: 'create', username: 'carol', domain: 'Carol.Example.', featureList: 'gold' } as const;
  const lists = (...there: string[]) => ({ read_feature_list: ({ name }: { name: string }) => (there.includes(name) ? granted({}) : gone), create_account: granted({}) });
  const made = (featureList: string) => ({
    ...{ name: 'create_account', caller, tenantId: TENANT, id: expect.stringMatching(/^acc_/), username: 'carol', domains: ['carol.example'], featureList, idempotency: null },
  });

  it('is known here once the panel has made it, with the feature list that is named, or else the default one', async () => {
    expect(await followed(effect, 'done', lists('gold', 'default'))).toMatchObject({ after: [made('gold')], problem: null, receiptId: null });
    expect(await followed(effect, 'done', lists('default'))).toMatchObject({ after: [made('default')] });
    expect(await followed({ ...effect, featureList: 'no such list!' }, 'done', lists('default'))).toMatchObject({ after: [made('default')] });
    expect(await followed({ ...effect, featureList: null }, 'done', lists('gold', 'default'))).toMatchObject({ after: [made('default')] });
  });

  it('is not made where it could have no feature list: the answer says which to create', async () => {
    const refusal = (names: string) => ({ refusal: `A new account needs a feature list here: create one named ${names} first.` });
    expect(await followed(effect, 'done', lists('plan'))).toMatchObject(refusal('gold or default'));
    expect(await followed({ ...effect, featureList: null }, 'done', lists('gold'))).toMatchObject(refusal('default'));
    expect(await followed({ ...effect, featureList: 'default' }, 'done', lists('gold'))).toMatchObject(refusal('default'));
  });

  it.each([{ username: 'Carol' }, { username: 'acc_carol' }, { username: 'a'.repeat(33) }, { domain: 'carol' }, { domain: 'a b.example' }, { domain: '' }])('is not made as %j, which could not be an account here', async (names) => {
    expect(await followed({ ...effect, ...names }, 'done', {})).toMatchObject({ before: [], refusal: expect.any(String) });
  });

  it('is not known here when the panel did not make it; operators hear when nobody knows, or when it could not be followed', async () => {
    expect(await followed(effect, 'refused', lists('default'))).toMatchObject({ after: [], problem: null });
    expect(await followed(effect, 'unclear', lists('default'))).toMatchObject({ after: [], problem: expect.stringContaining('not known') });
    const taken = { ...lists('default'), create_account: refused({ code: 'name_taken', detail: 'taken' }) };
    expect(await followed(effect, 'done', taken)).toMatchObject({ problem: expect.stringContaining('name_taken') });
  });
});
