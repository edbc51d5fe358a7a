import type { Tenant } from '../../api/tenants.js';
import { slugFor } from './slug.js';
import { found, treeOf } from './tenant-tree.js';

const tenant = (slug: string, parentId: string | null, status: Tenant['status'] = 'active'): Tenant => ({
  ...{ id: `ten_${slug}`, slug, name: slug.toUpperCase(), parentId: parentId && `ten_${parentId}`, status, version: 1, createdAt: '2026-11-28T12:00:00Z' },
  ...{ panelKind: 'cpanel', panelUrl: null, whmUrl: null, hosts: [], upstream: null },
});
const rows = treeOf([tenant('zeta', 'gone'), tenant('beta', 'acme', 'suspended'), tenant('acme', null), tenant('alpha', 'acme'), tenant('gamma', 'beta')]);

describe('the tree of tenants', () => {
  it('stands each below its parent, by name, and what has none of those shown at the top', () => {
    expect(rows.map(({ tenant: { slug }, depth }) => [slug, depth])).toEqual([['acme', 0], ['alpha', 1], ['beta', 1], ['gamma', 2], ['zeta', 0]]);
  });

  it('says whether it is the tenant itself that is suspended', () => {
    expect(rows.map(({ suspended }) => suspended)).toEqual([null, null, 'itself', 'above', null]);
  });

  it('shows what is searched for below those above it', () => {
    expect(found(rows, ' Gam ').map(({ tenant: { slug } }) => slug)).toEqual(['acme', 'beta', 'gamma']);
    expect(found(rows, 'nobody')).toEqual([]);
    expect(found(rows, '')).toBe(rows);
  });
});

it.each([
  ['Acme Hosting GmbH', 'acme-hosting-gmbh'],
  ['Café  Zürich!', 'cafe-zurich'],
  ['1&1', '1-1'],
  ['日本', ''],
  ['A'.repeat(80), 'a'.repeat(63)],
])('suggests for %s the name %j in addresses', (name, slug) => expect(slugFor(name)).toBe(slug));
