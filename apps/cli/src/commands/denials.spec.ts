import { enforcement, runIn } from '../world-for-spec.js';

const CODE = 'dny_1111111111111111111111';
const denial = {
  ...{ id: CODE, time: '2026-11-28T10:00:00.000Z', code: 'not_granted', detail: 'The token holds no grant for Email::add_pop.', operation: 'Email::add_pop' },
  ...{ resources: ['mailbox:bob@example.com'], ip: '192.0.2.7', requestId: 'req_1', state: 'missing', once: false, until: null },
  token: { id: 'tok_1', name: 'ci', publicId: 'abcdefgh', accountId: 'acc_1', state: 'active' },
  grant: { operation: 'Email::add_pop', resources: ['mailbox:bob@example.com'] },
  words: 'to use Email::add_pop on mailbox:bob@example.com',
};

describe('denials show', () => {
  it('says what was denied, to whom, why, and what is missing', async () => {
    const shown = await runIn({ answer: () => ({ body: { denial } }) }, 'denials', 'show', CODE, '--tenant', 'acme', '--account', 'alice');
    expect(shown).toMatchObject({ exitCode: 0, sent: [{ method: 'GET', path: `/v1/tenants/acme/accounts/alice/denials/${CODE}` }] });
    for (const words of [denial.detail, 'ci (tok_1)', '192.0.2.7', 'a grant to use Email::add_pop on mailbox:bob@example.com', 'still missing']) expect(shown.stdout).toContain(words);
  });

  it('says that a grant would not help', async () => {
    const hopeless = { ...denial, grant: null, words: null, state: 'not_grantable' };
    const { stdout } = await runIn({ answer: () => ({ body: { denial: hopeless } }) }, 'denial', 'show', CODE, '--tenant', 'acme');
    expect(stdout).toContain('nothing that a grant could give');
  });
});

describe('denials allow', () => {
  const allow = (body: object, ...flags: string[]) => runIn({ answer: () => ({ body }) }, 'denials', 'allow', CODE, '--tenant', 'acme', ...flags);

  it.each<[string, object, string]>([
    ['once', { state: 'allowed', once: true }, 'allowed to the next call that needs it'],
    ['hour', { state: 'allowed', until: '2026-11-28T11:00:00.000Z' }, 'allowed until 2026-11-28'],
    ['good', { state: 'allowed' }, 'allowed'],
  ])('for %s says what that was', async (how, now, words) => {
    const { sent, stdout } = await allow({ denial: { ...denial, ...now }, token: {}, enforcement }, '--for', how);
    expect(sent).toMatchObject([{ method: 'POST', path: `/v1/tenants/acme/denials/${CODE}/allow`, body: { for: how } }]);
    expect(stdout).toContain(words);
    expect(stdout).toContain('rcp_1');
  });

  it('says that there was nothing to do, and confirms what escalates only where it is told to', async () => {
    const { stdout, sent } = await allow({ denial, token: {}, enforcement: null }, '--for', 'once', '--confirm-escalating');
    expect(stdout).toContain('It held that already.');
    expect(sent[0]!.body).toEqual({ for: 'once', confirmEscalating: true });
  });

  it('asks for how long', async () => {
    expect(await allow({})).toMatchObject({ exitCode: 2, sent: [] });
    expect(await allow({}, '--for', 'ever')).toMatchObject({ exitCode: 2, sent: [] });
  });
});
