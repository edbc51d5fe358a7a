import { runIn, token } from '../world-for-spec.js';

const { id, kind, form, tenantId, accountId, name, access, expiresAt, state } = token;
const shown = { id, kind, form, tenantId, accountId, name, access, expiresAt, state };
const path = '/v1/tenants/acme/accounts/alice/tokens/tok_1';
const owner = ['tok_1', '--tenant', 'acme', '--account', 'alice'];

describe('tokens explain', () => {
  const explanation = (allowed: boolean) => ({
    ...{ token: shown, at: '2026-11-23T09:00:00.000Z', holdsEverything: false },
    decision: { allowed, code: allowed ? 'allowed' : 'resource_not_granted', detail: allowed ? null : 'The token holds no grant for that.' },
    parts: [{ part: 'grants', verdict: allowed ? 'consents' : 'objects', code: null, detail: allowed ? null : 'No grant.' }],
    grants: [
      { at: 0, grant: { operation: 'DNS::*' }, says: 'allows', because: null, words: 'operation DNS::*' },
      { at: 1, grant: { feature: 'popaccts' }, says: 'nothing', because: 'other_operation', words: 'feature popaccts' },
    ],
    resources: [{ resource: 'zone:example.com', allowedBy: [0], deniedBy: [], unclear: true }],
    missingGrant: allowed ? null : { operation: 'DNS::parse_zone', resources: ['zone:example.com'] },
  });
  const asked = (allowed: boolean, ...flags: string[]) => runIn({ answer: () => ({ body: explanation(allowed) }) }, 'tokens', 'explain', ...owner, '--operation', 'DNS::parse_zone', ...flags);

  it('asks what was said, and shows the decision first, then each part, grant and resource', async () => {
    const { sent, stdout, exitCode } = await asked(true, '--resource', 'zone:example.com', '--resource', 'zone:example.org', '--zone', 'example.com', '--ip', '192.0.2.7', '--at', '2027-01-31T12:00:00Z');
    expect(exitCode).toBe(0);
    expect(sent).toMatchObject([
      { method: 'POST', path: `${path}/explain`, body: { operation: 'DNS::parse_zone', resources: ['zone:example.com', 'zone:example.org'], zone: 'example.com', ip: '192.0.2.7', at: '2027-01-31T12:00:00Z' } },
    ]);
    const lines = stdout.split('\n');
    expect(lines[0]).toBe('allowed: DNS::parse_zone');
    expect(stdout).toMatch(/grants +consents/);
    expect(stdout).toMatch(/1 +other operation +feature popaccts/);
    expect(stdout).toMatch(/zone:example.com +0 +perhaps/);
  });

  it('of what is not allowed says which grant it would need, and ends as verify does', async () => {
    const { stdout, exitCode } = await asked(false);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^no \(resource_not_granted\): The token holds no grant for that\.\n/);
    expect(stdout).toMatch(/would need +DNS::parse_zone on zone:example.com/);
  });

  it('without an operation is a mistake', async () => expect(await runIn({}, 'tokens', 'explain', ...owner)).toMatchObject({ exitCode: 2, sent: [] }));
});

describe('tokens can', () => {
  const ability = { operation: 'DNS::parse_zone', access: 'read', escalates: false, resources: null, except: [], once: false };
  const limited = { ...ability, operation: 'DNS::mass_edit_zone', access: 'write', escalates: true, resources: ['zone:example.com'], except: ['record:www.example.com/A'], once: true };

  it('shows each operation with what it is granted on, and what is taken from that', async () => {
    const { sent, stdout } = await runIn({ answer: () => ({ body: { live: true, code: 'allowed', items: [limited, ability], next: null } }) }, 'tokens', 'can', ...owner, '--operation', 'DNS', '--ip', '192.0.2.7', '--limit', '2');
    expect(sent).toMatchObject([{ method: 'GET', path: `${path}/can?operation=DNS&ip=192.0.2.7&limit=2` }]);
    expect(stdout).toMatch(/DNS::mass_edit_zone +write, escalates +zone:example.com, not record:www.example.com\/A, once/);
    expect(stdout).toMatch(/DNS::parse_zone +read +everything/);
  });

  it('of a dead token is nothing, and says why', async () => {
    const { stdout, stderr, exitCode } = await runIn({ answer: () => ({ body: { live: false, code: 'token_expired', items: [], next: null } }) }, 'tokens', 'can', ...owner);
    expect([stdout, stderr, exitCode]).toEqual(['', 'Nothing: token_expired.\n', 0]);
  });
});
