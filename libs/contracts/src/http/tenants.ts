import { z } from 'zod';
import * as f from '../fields.js';
import { auditEntry } from '../rpc/audit.js';
import { accountView, featureListView, tenantView } from '../rpc/permissions.js';
import { httpOperation } from './operation.js';
import { accountParams, noQuery, pageQuery, receipt, tenantParams, tenantRef } from './shapes.js';

const tenantAnswer = z.strictObject({ tenant: tenantView });
const changedTenantAnswer = tenantAnswer.extend({ enforcement: receipt });
const accountAnswer = z.strictObject({ account: accountView });
const changedAccountAnswer = accountAnswer.extend({ enforcement: receipt });
const featureListParams = tenantParams.extend({ name: f.featureListName });
const accounts = '/v1/tenants/:tenant/accounts';
const somethingToChange = (body: object): boolean => Object.keys(body).length > 0;
const nothingToChange = { message: 'must change something' };

/**
 * The panel's origin and an optional path, in ASCII. Characters that `URL` would drop or encode are refused, and so are `?`
 * and `#` even with nothing behind them: the path of each call is put after this.
 */
const panelUrl = z.string().max(300).refine(
  (text) => /^https?:\/\/[!-~]+$/.test(text) && !/[@?#\\]/.test(text) && URL.canParse(text),
  'must be an http or https address without credentials, query or fragment',
);

/** The scheme-word and the header's user end up in one HTTP header: letters that could end it are refused. */
const panelUser = z.string().regex(/^[A-Za-z0-9._@+-]{1,64}$/, 'must be 1-64 letters, digits or . _ @ + -');
const panelSecret = z.string().regex(/^[\u0021-\u007e]{1,512}$/, 'must be 1-512 printable ASCII characters without blanks');

export const createTenant = httpOperation({
  method: 'POST', path: '/v1/tenants', operation: 'Portcullis::create_tenant', target: 'parent',
  tag: 'tenants', summary: 'Create a tenant',
  params: z.strictObject({}), query: noQuery,
  body: z.strictObject({ slug: f.slug, name: f.title, parent: tenantRef.optional() }),
  status: 201, answer: tenantAnswer,
  codes: ['name_taken', 'parent_unknown'], idempotencyKey: true,
  examples: { body: { slug: 'acme', name: 'Acme Hosting' } },
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
  body: z.strictObject({ name: f.title.optional(), status: f.status.optional() }).refine(somethingToChange, nothingToChange),
  status: 200, answer: changedTenantAnswer,
  codes: [], precondition: 'required',
  examples: { body: { name: 'Acme Hosting Ltd' } },
});

export const putPanel = httpOperation({
  method: 'PUT', path: '/v1/tenants/:tenant/panel', operation: 'Portcullis::edit_panel', target: 'path',
  tag: 'tenants', summary: 'Say where the tenant\'s panel is, and which host names lead to this tenant',
  params: tenantParams, query: noQuery,
  body: z.strictObject({ url: panelUrl, hosts: z.array(f.domain).max(50).default([]) }),
  status: 200, answer: changedTenantAnswer,
  codes: ['host_taken'],
  examples: { body: { url: 'https://panel.example.com:2083', hosts: [] } },
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

export const readFeatureList = httpOperation({
  method: 'GET', path: '/v1/tenants/:tenant/feature-lists/:name', operation: 'Portcullis::read_feature_list', target: 'path',
  tag: 'tenants', summary: 'Read a feature list',
  params: featureListParams, query: noQuery, body: null, status: 200, answer: z.strictObject({ featureList: featureListView }),
  codes: [], examples: {},
});

export const createAccount = httpOperation({
  method: 'POST', path: accounts, operation: 'Portcullis::create_account', target: 'path',
  tag: 'accounts', summary: 'Create an account',
  params: tenantParams, query: noQuery,
  body: z.strictObject({ username: f.username, domains: z.array(f.domain).max(1000).default([]), featureList: f.featureListName }),
  status: 201, answer: accountAnswer,
  codes: ['name_taken', 'feature_list_unknown'], idempotencyKey: true,
  examples: { body: { username: 'alice', domains: ['example.com'], featureList: 'plan' } },
});

export const listAccounts = httpOperation({
  method: 'GET', path: accounts, operation: 'Portcullis::list_accounts', target: 'path',
  tag: 'accounts', summary: 'List the accounts of a tenant',
  params: tenantParams, query: pageQuery, body: null, status: 200,
  answer: z.strictObject({ items: z.array(accountView), next: z.string().nullable() }),
  codes: [], examples: {},
});

export const readAccount = httpOperation({
  method: 'GET', path: `${accounts}/:account`, operation: 'Portcullis::read_account', target: 'path',
  tag: 'accounts', summary: 'Read an account',
  params: accountParams, query: noQuery, body: null, status: 200, answer: accountAnswer,
  codes: [], etag: true, examples: {},
});

export const editAccount = httpOperation({
  method: 'PATCH', path: `${accounts}/:account`, operation: 'Portcullis::edit_account', target: 'path',
  tag: 'accounts', summary: 'Suspend or unsuspend an account, or change its domains or feature list',
  params: accountParams, query: noQuery,
  body: z
    .strictObject({ status: f.status.optional(), domains: z.array(f.domain).max(1000).optional(), featureList: f.featureListName.optional() })
    .refine(somethingToChange, nothingToChange),
  status: 200, answer: changedAccountAnswer,
  codes: ['feature_list_unknown'], precondition: 'required',
  examples: { body: { domains: ['example.com', 'example.org'] } },
});

export const deleteAccount = httpOperation({
  method: 'DELETE', path: `${accounts}/:account`, operation: 'Portcullis::delete_account', target: 'path',
  tag: 'accounts', summary: 'Remove an account; its tokens die with it',
  params: accountParams, query: noQuery, body: null, status: 200, answer: changedAccountAnswer,
  codes: [], precondition: 'honoured', examples: {},
});

export const putUpstream = httpOperation({
  method: 'PUT', path: `${accounts}/:account/upstream`, operation: 'Portcullis::edit_upstream', target: 'path',
  tag: 'accounts', summary: 'Say how the gateway acts on the panel for this account; never shown again',
  params: accountParams, query: noQuery,
  body: z.strictObject({ scheme: z.literal('cpanel'), user: panelUser, token: panelSecret }),
  status: 200, answer: changedAccountAnswer,
  codes: [],
  examples: { body: { scheme: 'cpanel', user: 'alice', token: 'PANELTOKEN' } },
});

export const listAudit = httpOperation({
  method: 'GET', path: '/v1/tenants/:tenant/audit', operation: 'Portcullis::read_audit', target: 'path',
  tag: 'audit', summary: 'Read a tenant\'s audit trail, newest first',
  params: tenantParams, query: pageQuery, body: null, status: 200,
  answer: z.strictObject({ items: z.array(auditEntry), next: z.string().nullable() }),
  codes: [], examples: {},
});
