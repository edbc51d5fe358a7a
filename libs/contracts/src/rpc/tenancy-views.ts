import { z } from 'zod';
import * as f from '../fields.js';

/** What a tenant lays down for itself and everybody below it; the strictest of a chain holds. */
export const policyView = z.strictObject({
  rateLimit: f.rateLimit.nullable().describe('For all tokens of one tenant together.'),
  deadTokenDays: z.int().min(0).max(3650).describe('How long ended tokens stay visible.'),
});
export type PolicyView = z.output<typeof policyView>;

/** What answers at a tenant's panel address. */
export const panelKind = z.enum(['cpanel', 'powerdns']);
export type PanelKind = z.output<typeof panelKind>;
/** As what the gateway acts there: as an account, as a reseller or root, or with the key of a PowerDNS. */
const upstreamScheme = z.enum(['cpanel', 'whm', 'powerdns']);

export const tenantView = z.strictObject({
  id: f.id('ten'),
  slug: f.slug,
  name: f.title,
  parentId: f.id('ten').nullable(),
  status: f.status,
  panelKind,
  panelUrl: z.string().nullable(),
  whmUrl: z.string().nullable().describe('Where WHM answers; null: at panelUrl.'),
  hosts: z.array(f.domain),
  upstream: z.strictObject({ scheme: upstreamScheme, user: z.string() }).nullable(),
  version: f.version,
  createdAt: f.timestamp,
});
export type TenantView = z.output<typeof tenantView>;

export const accountView = z.strictObject({
  id: f.id('acc'),
  tenantId: f.id('ten'),
  username: f.username,
  domains: z.array(f.domain),
  featureList: f.featureListName,
  status: f.status.or(z.literal('removed')),
  upstream: z.strictObject({ scheme: upstreamScheme, user: z.string() }).nullable(),
  version: f.version,
  createdAt: f.timestamp,
});
export type AccountView = z.output<typeof accountView>;

/** How the gateway acts on the panel for an account or a tenant. Only the gateway can open `sealed`. */
export const sealedUpstream = f.sealed.extend({ scheme: upstreamScheme, user: z.string().min(1).max(64) });

/** What `permissions` knows that bounds a token. `at` is the authority's clock when it read. */
export const ownerFacts = z.strictObject({
  tenant: z.strictObject({
    id: f.id('ten'),
    slug: f.slug,
    status: f.status,
    policy: policyView,
    ancestors: z.array(z.strictObject({ id: f.id('ten'), status: f.status, policy: policyView })),
    hosts: z.array(f.domain),
    panelKind,
    panelUrl: z.string().nullable(),
    /** Null: WHM answers at `panelUrl`. */
    whmUrl: z.string().nullable(),
    upstream: sealedUpstream.nullable(),
  }),
  account: z
    .strictObject({
      id: f.id('acc'),
      username: f.username,
      status: z.enum(['active', 'suspended', 'removed']),
      /** The first is the main domain. */
      domains: z.array(f.domain),
      features: z.array(f.featureId),
      upstream: sealedUpstream.nullable(),
    })
    .nullable(),
  at: f.timestamp,
});
export type OwnerFactsMessage = z.output<typeof ownerFacts>;
