import { z } from 'zod';
import * as f from '../fields.js';
import { effectivePolicyView, featureListSummary, featureListView, panelKind, policyView, tenantView } from '../rpc/permissions.js';
import { receipt } from '../rpc/receipt.js';
import { httpOperation } from './operation.js';
import { changesSomething, noQuery, nothingToChange, pageQuery, panelSecret, panelUser, somethingToChange, tenantParams, tenantRef } from './shapes.js';

const tenantAnswer = z.strictObject({ tenant: tenantView });
const changedTenantAnswer = tenantAnswer.extend({ enforcement: receipt });
const policyAnswer = z.strictObject({ policy: policyView, effective: effectivePolicyView });
const featureListParams = tenantParams.extend({ name: f.featureListName });

/**
 * The panel's origin and an optional path, in ASCII. Characters that `URL` would drop or encode are refused, and so are `?`
 * and `#` even with nothing behind them: the path of each call is put after this.
 */
const noPanelUrl = 'must be an http or https address without credentials, query or fragment';
const panelUrl = z
  .string()
  .max(300)
  .regex(/^https?:\/\/[!"$->A-[\]-~]+$/, noPanelUrl)
  .refine((text) => URL.canParse(text), noPanelUrl);

const whmOfCpanel = ({ kind, whmUrl }: { kind: string; whmUrl: string | null }): boolean => kind === 'cpanel' || whmUrl === null;
/** The same rule, as a document states it. */
const powerdnsHasNoWhm = {
  if: { properties: { kind: { const: 'powerdns' } }, required: ['kind'] },
  then: { properties: { whmUrl: { type: 'null' } } },
};

export const createTenant = httpOperation({
  method: 'POST', path: '/v1/tenants', operation: 'Portcullis::create_tenant', target: 'parent',
  tag: 'tenants', summary: 'Create a tenant',
  params: z.strictObject({}), query: noQuery,
  body: z.strictObject({ slug: f.slug, name: f.title, parent: tenantRef.optional() }),
  status: 201, answer: tenantAnswer,
  codes: ['name_taken', 'parent_unknown'], idempotencyKey: true,
  examples: { body: { slug: 'acme', name: 'Acme Hosting' } },
});

export const listTenants = httpOperation({
  method: 'GET', path: '/v1/tenants', operation: 'Portcullis::list_tenants', target: 'caller',
  tag: 'tenants', summary: 'List the tenants that the calling token reaches: its own and those below it, for operators all',
  params: z.strictObject({}), query: pageQuery, body: null, status: 200,
  answer: z.strictObject({ items: z.array(tenantView), next: z.string().nullable() }),
  codes: [], examples: {},
});

export const readTenant = httpOperation({
  method: 'GET', path: '/v1/tenants/:tenant', operation: 'Portcullis::read_tenant', target: 'path',
  tag: 'tenants', summary: 'Read a tenant',
  params: tenantParams, query: noQuery, body: null, status: 200, answer: tenantAnswer,
  codes: [], etag: true, examples: {},
});

export const editTenant = httpOperation({
  method: 'PATCH', path: '/v1/tenants/:tenant', operation: 'Portcullis::edit_tenant', target: 'path',
  tag: 'tenants', summary: 'Rename, suspend or unsuspend a tenant',
  params: tenantParams, query: noQuery,
  body: z.strictObject({ name: f.title.optional(), status: f.status.optional() }).refine(somethingToChange, nothingToChange).meta(changesSomething),
  status: 200, answer: changedTenantAnswer,
  codes: [], precondition: 'required',
  examples: { body: { name: 'Acme Hosting Ltd' } },
});

export const putPanel = httpOperation({
  method: 'PUT', path: '/v1/tenants/:tenant/panel', operation: 'Portcullis::edit_panel', target: 'path',
  tag: 'tenants', summary: 'Say where the tenant\'s panel is and of what kind, and which host names lead to this tenant',
  params: tenantParams, query: noQuery,
  body: z
    .strictObject({
      kind: panelKind.default('cpanel'),
      url: panelUrl,
      whmUrl: panelUrl.nullable().default(null).describe('Where WHM answers; null: at url.'),
      hosts: z.array(f.domain).max(50).default([]),
    })
    .refine(whmOfCpanel, { path: ['whmUrl'], message: 'must be null: a PowerDNS has no WHM' })
    .meta(powerdnsHasNoWhm),
  status: 200, answer: changedTenantAnswer,
  codes: ['host_taken'],
  examples: { body: { url: 'https://panel.example.com:2083', whmUrl: 'https://panel.example.com:2087', hosts: [] } },
});

export const putTenantUpstream = httpOperation({
  method: 'PUT', path: '/v1/tenants/:tenant/upstream', operation: 'Portcullis::edit_upstream', target: 'path',
  tag: 'tenants', summary: 'Say how the gateway acts on WHM for this tenant itself; never shown again',
  params: tenantParams, query: noQuery,
  body: z.strictObject({ scheme: z.literal('whm'), user: panelUser, token: panelSecret }),
  status: 200, answer: changedTenantAnswer,
  codes: [],
  examples: { body: { scheme: 'whm', user: 'root', token: 'WHMTOKEN' } },
});

export const readPolicy = httpOperation({
  method: 'GET', path: '/v1/tenants/:tenant/policy', operation: 'Portcullis::read_policy', target: 'path',
  tag: 'tenants', summary: 'Read a tenant\'s policy, and what holds with those of the tenants above',
  params: tenantParams, query: noQuery, body: null, status: 200, answer: policyAnswer,
  codes: [], examples: {},
});

export const putPolicy = httpOperation({
  method: 'PUT', path: '/v1/tenants/:tenant/policy', operation: 'Portcullis::edit_policy', target: 'path',
  tag: 'tenants', summary: 'Replace a tenant\'s policy; it binds every tenant below as well',
  params: tenantParams, query: noQuery, body: policyView, status: 200, answer: policyAnswer.extend({ enforcement: receipt }),
  codes: ['operation_unknown'], examples: { body: { rateLimit: { requests: 6000, seconds: 60 }, longestLifeSeconds: 7_776_000, ipAllowlist: ['192.0.2.0/24'] } },
});

export const putFeatureList = httpOperation({
  method: 'PUT', path: '/v1/tenants/:tenant/feature-lists/:name', operation: 'Portcullis::edit_feature_list', target: 'path',
  tag: 'tenants', summary: 'Create or replace a feature list',
  params: featureListParams, query: noQuery,
  body: z.strictObject({ features: z.array(f.featureId).max(500) }),
  status: 200, answer: z.strictObject({ featureList: featureListView, enforcement: receipt }),
  codes: [],
  examples: { body: { features: ['zoneedit', 'popaccts'] } },
});

export const listFeatureLists = httpOperation({
  method: 'GET', path: '/v1/tenants/:tenant/feature-lists', operation: 'Portcullis::read_feature_list', target: 'path',
  tag: 'tenants', summary: 'List the feature lists of a tenant, in order of their names',
  params: tenantParams, query: pageQuery, body: null, status: 200,
  answer: z.strictObject({ items: z.array(featureListSummary), next: z.string().nullable() }),
  codes: [], examples: {},
});

export const readFeatureList = httpOperation({
  method: 'GET', path: '/v1/tenants/:tenant/feature-lists/:name', operation: 'Portcullis::read_feature_list', target: 'path',
  tag: 'tenants', summary: 'Read a feature list',
  params: featureListParams, query: noQuery, body: null, status: 200, answer: z.strictObject({ featureList: featureListView }),
  codes: [], examples: {},
});
