import { z } from 'zod';
import * as f from '../fields.js';
import { readPosition } from './change.js';

/** Ten years: longer than anybody means. */
const lifeSeconds = z.int().min(1).max(315_360_000);
/** Uses are written down a little later than they happen: whoever is idle for less than an hour may not be idle at all. */
const idleSeconds = z.int().min(3600).max(315_360_000);

/** What a tenant lays down for itself and everybody below it; the strictest of a chain holds. What is left out is not laid down. */
export const policyView = z.strictObject({
  rateLimit: f.rateLimit.nullable().default(null).describe('For all tokens of one tenant together.'),
  deadTokenDays: z.int().min(0).max(3650).default(90).describe('How long ended tokens stay visible.'),
  longestLifeSeconds: lifeSeconds.nullable().default(null).describe('So long after it was made a token ends, whatever it says itself. Null: as long as it says.'),
  expiryRequired: z.boolean().default(false).describe('Only tokens that say when they expire work.'),
  ipAllowlist: f.ipAllowlist.min(1).nullable().default(null).describe('Where tokens, sessions and links may be used from. Null: from anywhere.'),
  ipAllowlistRequired: z.boolean().default(false).describe('Only tokens with a list of addresses of their own work.'),
  tokensPerAccount: z.int().min(0).max(100_000).nullable().default(null).describe('How many tokens an account may have at once. Bounds making alone. Null: as many as it likes.'),
  presets: z.array(f.presetName).max(100).nullable().default(null).describe('Tokens of accounts hold what these presets give and nothing else. Null: whatever they were given.'),
  idleSeconds: idleSeconds.nullable().default(null).describe('A token that was not used for so long ends. Null: it does not.'),
  tokenRateLimit: f.rateLimit.nullable().default(null).describe('For each token that has no limit of its own.'),
});
/** Those of a whole chain: an empty list of addresses, where they have none in common, is nowhere. */
export const effectivePolicyView = policyView.extend({
  ipAllowlist: z.array(f.addressRange).max(1000).nullable().default(null).describe('Where tokens, sessions and links may be used from. Null: from anywhere; empty: from nowhere.'),
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
      featureList: f.featureListName,
      features: z.array(f.featureId),
      upstream: sealedUpstream.nullable(),
    })
    .nullable(),
  stamp: readPosition,
  at: f.timestamp,
});
export type OwnerFactsMessage = z.output<typeof ownerFacts>;

/** Of many accounts of one tenant what decides about their tokens, and nothing of panels. */
export const ownersFacts = z.strictObject({
  tenant: ownerFacts.shape.tenant.pick({ id: true, status: true, policy: true, ancestors: true }),
  accounts: z.array(ownerFacts.shape.account.unwrap().pick({ id: true, status: true, features: true })),
  at: f.timestamp,
});
export type OwnersFactsMessage = z.output<typeof ownersFacts>;
