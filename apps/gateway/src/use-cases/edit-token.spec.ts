import { DEFAULT_POLICY } from '@portcullis/access';
import { granted, refused } from '@portcullis/kernel';
import { ACCOUNT, authorities, callTo, TENANT, TOKEN, tokenView } from './authorities-for-spec.js';
import { editToken } from './edit-token.js';

const edit = { tokenId: TOKEN, expectedVersion: 3, changes: { access: 'full' }, confirmEscalating: false } as const;

describe('an edit', () => {
  it('reaches the tokens service as it was asked for, version and all', async () => {
    const done = granted({ token: tokenView({ version: 4 }), enforcement: null });
    const world = authorities({ edit_token: done });
    expect(await editToken(world)(callTo(), edit)).toEqual(done);
    expect(world.asked).toEqual([{ name: 'edit_token', request: { caller: callTo().caller, respondAsync: false, tenantId: TENANT, accountId: ACCOUNT, ...edit, policy: DEFAULT_POLICY } }]);
  });

  it('that would give a token more than the caller holds is told of in the caller’s trail; another refusal is not', async () => {
    const excess = refused({ code: 'exceeds_caller', detail: 'the calling token does not hold full access itself' });
    const reaching = authorities({ edit_token: excess });
    expect(await editToken(reaching)(callTo(), edit)).toEqual(excess);
    expect(reaching.told).toEqual([[TENANT, expect.objectContaining({ operation: 'Portcullis::edit_token', missing: excess.refusal.detail })]]);
    const stale = authorities({ edit_token: refused({ code: 'precondition_failed', detail: 'it has another version' }) });
    expect(await editToken(stale)(callTo(), edit)).toMatchObject({ ok: false });
    expect(stale.told).toEqual([]);
  });
});
