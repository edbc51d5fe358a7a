import { loadGrantCatalogue } from '@portcullis/catalogue';
import { DECISION_PARTS, type TokenView } from '@portcullis/contracts';
import { granted, refused } from '@portcullis/kernel';
import { accountFacts, AT, authorities, callTo, tenantFacts, TOKEN, tokenView } from './authorities-for-spec.js';
import { explainToken } from './explain-token.js';
import { listAbilities } from './list-abilities.js';

const grantCatalogue = loadGrantCatalogue();
const features = ['zoneedit', 'popaccts'];

/** Asked of an account's token of which that is true. */
function worldOf(changes: Partial<TokenView>) {
  const view = tokenView({ access: 'restricted', ...changes });
  const { services, asked, told } = authorities({
    read_token: granted({ token: view, credentials: [] }),
    read_owner: granted({ tenant: tenantFacts(), account: { ...accountFacts(), features }, at: AT }),
  });
  const deps = { services, mayStillUse: () => false, grantCatalogue, operationFacts: grantCatalogue.operationNamed, operations: grantCatalogue.operations };
  return { explain: explainToken(deps), can: listAbilities(deps), asked, told };
}

const explained = async (changes: Partial<TokenView>, question: Parameters<ReturnType<typeof explainToken>>[2]) => {
  const answer = await worldOf(changes).explain(callTo(), TOKEN, question);
  return answer.ok ? answer.value : answer.refusal;
};

const grants = [{ operation: 'DNS::*', resources: ['zone:example.com'] }, { operation: 'DNS::mass_edit_zone', effect: 'deny' as const, resources: ['record:www.example.com/A'] }];

describe('an explanation', () => {
  it('judges every part, in the order in which they decide', async () => {
    const answer = await explained({ grants }, { operation: 'DNS::parse_zone', resources: ['zone:example.com'] });
    expect(answer).toMatchObject({ decision: { allowed: true, code: 'allowed', detail: null }, missingGrant: null, at: AT });
    expect((answer as { parts: { part: string }[] }).parts.map(({ part }) => part)).toEqual(DECISION_PARTS);
  });

  it('says grant by grant and resource by resource what allows and what denies', async () => {
    const question = { operation: 'DNS::mass_edit_zone', resources: ['record:www.example.com/A', 'record:a.example.com/TXT'] };
    expect(await explained({ grants }, { ...question, zone: 'example.com' })).toMatchObject({
      decision: { allowed: false, code: 'denied_by_grant' },
      grants: [{ at: 0, says: 'allows' }, { at: 1, says: 'denies' }],
      resources: [
        { resource: 'record:www.example.com/A', allowedBy: [0], deniedBy: [1] },
        { resource: 'record:a.example.com/TXT', allowedBy: [0], deniedBy: [] },
      ],
    });
  });

  it('names the one grant that is missing', async () => {
    const question = { operation: 'DNS::mass_edit_zone', resources: ['record:a.example.com/TXT'] };
    expect(await explained({ grants: [{ operation: 'Email::list_pops' }] }, question)).toMatchObject({
      decision: { allowed: false, code: 'not_granted' },
      missingGrant: { operation: 'DNS::mass_edit_zone', resources: ['record:a.example.com/TXT'] },
    });
  });

  it('is for another moment where one is named, by what is true today', async () => {
    const at = '2027-06-01T00:00:00.000Z';
    const token = { grants, expiresAt: '2027-01-01T00:00:00.000Z' };
    const question = { operation: 'DNS::parse_zone', resources: ['zone:example.com'] };
    expect(await explained(token, question)).toMatchObject({ decision: { allowed: true } });
    expect(await explained(token, { ...question, at })).toMatchObject({ at, token: { state: 'expired' }, decision: { code: 'token_expired' } });
  });

  it('is no use of the token and no denial, and reads both authorities once', async () => {
    const { explain, asked, told } = worldOf({ grants, useQuota: 1, usesLeft: 1 });
    await explain(callTo(), TOKEN, { operation: 'Email::add_pop' });
    expect([asked.map(({ name }) => name), told]).toEqual([['read_token', 'read_owner'], []]);
  });

  it('of what another owner holds is what does not exist', async () => {
    const { services } = authorities({ read_token: refused({ code: 'not_found', detail: 'none' }) });
    const deps = { services, mayStillUse: () => false, grantCatalogue, operationFacts: grantCatalogue.operationNamed, operations: grantCatalogue.operations };
    expect(await explainToken(deps)(callTo(), TOKEN, { operation: 'Email::add_pop' })).toMatchObject({ refusal: { code: 'not_found' } });
    expect(await listAbilities(deps)(callTo(), TOKEN, { limit: 50 })).toMatchObject({ refusal: { code: 'not_found' } });
  });
});

describe('what a token can do', () => {
  const can = async (changes: Partial<TokenView>, query: Partial<Parameters<ReturnType<typeof listAbilities>>[2]> = {}) => {
    const answer = await worldOf(changes).can(callTo(), TOKEN, { limit: 200, ...query });
    if (!answer.ok) throw new Error(answer.refusal.detail);
    return answer.value;
  };

  it('is told by name, with what it is granted on and what is taken from that', async () => {
    const { live, code, items, next } = await can({ grants });
    expect([live, code, next]).toEqual([true, 'allowed', null]);
    expect(items.map(({ operation }) => operation)).toEqual([...items.map(({ operation }) => operation)].sort());
    expect(items.find(({ operation }) => operation === 'DNS::parse_zone')).toMatchObject({ access: 'read', resources: ['zone:example.com'], except: [], once: false });
    expect(items.find(({ operation }) => operation === 'DNS::mass_edit_zone')).toMatchObject({ access: 'write', resources: ['zone:example.com'], except: ['record:www.example.com/A'] });
    expect(items.every(({ operation }) => operation.startsWith('DNS::'))).toBe(true);
  });

  it('comes page by page, each operation once, and goes on with its own cursor only', async () => {
    const { can: ask } = worldOf({ access: 'full' });
    const all = (await can({ access: 'full' })).items.map(({ operation }) => operation);
    const found: string[] = [];
    for (let cursor: string | undefined = undefined, more = true; more; ) {
      const page = await ask(callTo(), TOKEN, { limit: 7, ...(cursor !== undefined && { cursor }) });
      if (!page.ok) throw new Error(page.refusal.detail);
      found.push(...page.value.items.map(({ operation }) => operation));
      more = page.value.next !== null && found.length < 200;
      cursor = page.value.next ?? undefined;
    }
    expect(found.slice(0, 200)).toEqual(all.slice(0, found.length));
    const { next } = await can({ access: 'full' }, { limit: 1 });
    expect(await ask(callTo(), TOKEN, { limit: 1, cursor: next!, operation: 'DNS' })).toMatchObject({ refusal: { code: 'invalid_request' } });
  });

  it('is narrowed to names that begin alike, and is nothing that the account has no feature for', async () => {
    const names = async (operation: string) => (await can({ access: 'full' }, { operation })).items.map((item) => item.operation);
    expect(await names('Email::list_pops')).toContain('Email::list_pops');
    expect(await names('Cron::')).toEqual([]);
    expect(await names('WHM::')).toEqual([]);
    expect(await names('Portcullis::')).toContain('Portcullis::create_token');
  });

  it('of a dead token, or one that may not be used from there, is nothing, and says why', async () => {
    expect(await can({ grants, revokedAt: AT })).toEqual({ live: false, code: 'token_revoked', items: [], next: null });
    expect(await can({ grants, ipAllowlist: ['192.0.2.0/24'] })).toMatchObject({ live: false, code: 'context_missing', items: [] });
    expect(await can({ grants, ipAllowlist: ['192.0.2.0/24'] }, { ip: '198.51.100.1' })).toMatchObject({ live: false, code: 'address_not_allowed' });
    expect(await can({ grants, ipAllowlist: ['192.0.2.0/24'] }, { ip: '192.0.2.9', operation: 'DNS::parse' })).toMatchObject({ live: true, items: [{ operation: 'DNS::parse_zone' }] });
  });

  it('marks what one call takes away, and what lets its holder get beyond the token', async () => {
    expect((await can({ grants: [{ operation: 'DNS::parse_zone', once: true }] })).items).toMatchObject([{ operation: 'DNS::parse_zone', once: true, escalates: false }]);
    expect((await can({ grants: [{ operation: 'Portcullis::create_token' }] })).items).toMatchObject([{ operation: 'Portcullis::create_token', escalates: grantCatalogue.escalationOf('Portcullis::create_token') !== null }]);
  });

  it('is nothing once it was not used for longer than the provider lets tokens rest', async () => {
    const asked = async (activeAt: string) => {
      const { services } = authorities({
        read_token: granted({ token: tokenView({ createdAt: '2026-01-01T00:00:00.000Z', activeAt }), credentials: [] }),
        read_owner: granted({ tenant: { ...tenantFacts(), policy: { ...tenantFacts().policy, idleSeconds: 3600 } }, account: accountFacts(), at: AT }),
      });
      const answer = await listAbilities({ services, mayStillUse: () => false, grantCatalogue, operations: grantCatalogue.operations })(callTo(), TOKEN, { limit: 1 });
      return answer.ok && answer.value.code;
    };
    expect(await asked('2026-11-23T08:00:00.000Z')).toBe('token_idle');
    expect(await asked('2026-11-23T09:30:00.000Z')).toBe('allowed');
  });
});
