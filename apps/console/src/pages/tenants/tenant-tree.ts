import type { Tenant } from '../../api/tenants.js';

export interface TenantRow {
  readonly tenant: Tenant;
  /** How many tenants that are shown stand above it. */
  readonly depth: number;
  /** Who keeps it from working: itself, or one of those above. */
  readonly suspended: 'itself' | 'above' | null;
  /** Itself and all below it, for searching. */
  readonly names: string;
}

const byName = (one: Tenant, other: Tenant): number => one.name.localeCompare(other.name) || one.slug.localeCompare(other.slug);

/** Tenants in the order of a tree: below each its own, by name. One whose parent is not among them stands at the top. */
export function treeOf(tenants: readonly Tenant[]): readonly TenantRow[] {
  const known = new Set(tenants.map(({ id }) => id));
  const below = new Map<string | null, Tenant[]>();
  for (const tenant of tenants) {
    const parent = tenant.parentId !== null && known.has(tenant.parentId) ? tenant.parentId : null;
    below.set(parent, [...(below.get(parent) ?? []), tenant]);
  }
  const walk = (parent: string | null, depth: number, isDown: boolean): TenantRow[] =>
    (below.get(parent) ?? []).sort(byName).flatMap((tenant) => {
      const suspended = tenant.status === 'suspended' ? 'itself' : isDown ? 'above' : null;
      const rows = walk(tenant.id, depth + 1, suspended !== null);
      const names = [tenant.name, tenant.slug, ...rows.map((row) => row.names)].join('\n').toLowerCase();
      return [{ tenant, depth, suspended, names }, ...rows];
    });
  return walk(null, 0, false);
}

/** Those that are searched for, with those above them, so that it can be seen where they stand. */
export function found(rows: readonly TenantRow[], search: string): readonly TenantRow[] {
  const text = search.trim().toLowerCase();
  return text === '' ? rows : rows.filter(({ names }) => names.includes(text));
}
