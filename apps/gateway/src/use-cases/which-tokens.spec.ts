import { loadGrantCatalogue } from '@portcullis/catalogue';
import type { tokensRpc, RequestOf, TokenView } from '@portcullis/contracts';
import { granted, newId } from '@portcullis/kernel';
import { randomBytes } from 'node:crypto';
import { ACCOUNT, AT, authorities, callTo, tenantFacts, tokenView } from './authorities-for-spec.js';
import { whichTokens, type Deed } from './which-tokens.js';

const grantCatalogue = loadGrantCatalogue();
const zone = { access: 'restricted', grants: [{ operation: 'DNS::*', resources: ['zone:example.com'] }] } as const;
const parse: Deed = { operation: 'DNS::parse_zone', resource: 'zone:example.com', zone: null, ip: null };
type Asked = RequestOf<typeof tokensRpc.listTokens>;

/** A tenant that has these tokens, in this order. */
function worldOf(all: readonly Partial<TokenView>[], accounts = [{ id: ACCOUNT, status: 'active', features: ['zoneedit'] }]) {
  const tokens = all.map((changes) => tokenView({ id: newId('tok', randomBytes), ...(zone as unknown as Partial<TokenView>), ...changes }));
  const { id, status, policy, ancestors } = tenantFacts();
  const { services, asked } = authorities({
    list_tokens: ({ limit, cursor }: Asked) => {
      const from = cursor === null ? 0 : Number(cursor);
      const next = from + limit < tokens.length ? String(from + limit) : null;
      return granted({ items: tokens.slice(from, from + limit), next });
    },
    read_owners: granted({ tenant: { id, status, policy, ancestors }, accounts, at: AT }),
  });
  const which = whichTokens({ services, mayStillUse: () => false, grantCatalogue, operationFacts: grantCatalogue.operationNamed, presetsWith: grantCatalogue.presetsWith });
  const filter = { state: null, kind: null, form: 'token', access: null, label: null, createdBefore: null, name: null, selectors: null } as const;
  const ask = async (deed: Deed, limit = 50, cursor: string | null = null) => {
    const page = await which(callTo({ account: null }), { filter, sort: '-createdAt', limit, cursor }, deed);
    if (!page.ok) throw new Error(page.refusal.detail);
    return { places: page.value.items.map((item) => tokens.findIndex((token) => token.id === item.id)), next: page.value.next };
  };
  const reads = () => asked.filter(({ name }) => name === 'list_tokens').map(({ request }) => request as Asked);
  return { ask, reads, asked };
}

const none = { grants: [{ operation: 'DNS::*', resources: ['zone:example.org'] }] };

describe('which tokens can', () => {
  it('are those that the decision allows, of whichever owner', async () => {
    const { ask, asked } = worldOf([
      {},
      none,
      { access: 'full', grants: [] },
      { revokedAt: AT },
      { ipAllowlist: ['192.0.2.0/24'] },
      { kind: 'tenant', accountId: null },
      { kind: 'service', access: 'full', grants: [], accountId: null },
      { accountId: newId('acc', randomBytes) },
      { grants: [{ feature: 'zoneedit', access: 'read' }, { effect: 'deny', operation: 'DNS::parse_zone', resources: ['zone:example.com'] }] },
      { grants: [{ preset: 'dns-manager', resources: ['zone:example.com'] }] },
    ]);
    expect(await ask(parse)).toEqual({ places: [0, 2, 5, 9], next: null });
    expect((await ask({ ...parse, ip: '192.0.2.7' })).places).toEqual([0, 2, 4, 5, 9]);
    expect((await ask({ ...parse, resource: 'zone:example.org' })).places).toEqual([1, 2, 8]);
    expect(asked.filter(({ name }) => name === 'read_owners')[0]).toMatchObject({ request: { features: grantCatalogue.operationNamed('DNS::parse_zone').features } });
  });

  it('need a feature that the account has today', async () => {
    expect((await worldOf([{}], [{ id: ACCOUNT, status: 'active', features: [] }]).ask(parse)).places).toEqual([]);
    expect((await worldOf([{}], [{ id: ACCOUNT, status: 'suspended', features: ['zoneedit'] }]).ask(parse)).places).toEqual([]);
  });

  it('are looked for among those alone that may hold a grant for it', async () => {
    const { ask, reads } = worldOf([{}]);
    await ask(parse);
    expect(reads()[0]!.filter.selectors).toMatchObject({ operations: ['DNS::parse_zone', 'DNS::*'], features: grantCatalogue.operationNamed('DNS::parse_zone').features });
    expect(reads()[0]!.filter.selectors!.presets).toContain('dns-manager');
  });

  it.each([1, 2, 3, 7, 50])('come page by page, each once: %i', async (limit) => {
    const able = (n: number): boolean => n % 3 === 0 || n > 20;
    const { ask } = worldOf(Array.from({ length: 30 }, (_, n) => (able(n) ? {} : none)));
    const places: number[] = [];
    for (let cursor: string | null = null; ; ) {
      const page: Awaited<ReturnType<typeof ask>> = await ask(parse, limit, cursor);
      expect(page.places.length).toBeLessThanOrEqual(limit);
      places.push(...page.places);
      cursor = page.next;
      if (cursor === null) break;
    }
    expect(places).toEqual(Array.from({ length: 30 }, (_, n) => n).filter(able));
  });

  it('are looked for no further than one request may: the page is empty, and the next one goes on', async () => {
    const { ask, reads } = worldOf([...Array.from({ length: 1_000 }, () => none), {}]);
    const first = await ask(parse, 200);
    expect([first.places, reads().length]).toEqual([[], 5]);
    expect(await ask(parse, 200, first.next)).toEqual({ places: [1_000], next: null });
    const { ask: askRarely, reads: few } = worldOf(Array.from({ length: 1_000 }, () => none));
    expect((await askRarely(parse, 1)).places).toEqual([]);
    expect(few()).toHaveLength(20);
  });

  it.each<Partial<Deed>>([{ operation: 'DNS::mass_edit_zone' }, { resource: null }, { zone: 'example.com' }, { ip: '192.0.2.7' }])('go on with a cursor of the same question only: %j', async (other) => {
    const { ask } = worldOf(Array.from({ length: 5 }, () => ({})));
    const { next } = await ask(parse, 1);
    expect((await ask(parse, 1, next)).places).toEqual([1]);
    await expect(ask({ ...parse, ...other }, 1, next)).rejects.toThrow('must be what the page before gave as next');
    await expect(ask(parse, 1, '1')).rejects.toThrow('must be what the page before gave as next');
  });
});
