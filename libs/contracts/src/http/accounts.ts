import { z } from 'zod';
import * as f from '../fields.js';
import { accountView, effectivePolicyView } from '../rpc/permissions.js';
import { receipt } from '../rpc/receipt.js';
import { httpOperation } from './operation.js';
import { accountParams, changesSomething, noQuery, nothingToChange, pageQuery, panelSecret, panelUser, somethingToChange, tenantParams } from './shapes.js';

const accountAnswer = z.strictObject({ account: accountView });
const changedAccountAnswer = accountAnswer.extend({ enforcement: receipt });
/** With what bounds its tokens today, which its own tokens cannot read of its tenant. */
const accountStanding = accountAnswer.extend({
  features: z.array(f.featureId).describe('What the account has today: those of its feature list.'),
  policy: effectivePolicyView.describe('What holds for its tokens: of the policies of its tenant and of all tenants above the strictest of each part.'),
});
const accounts = '/v1/tenants/:tenant/accounts';

const userOfCpanel = ({ scheme, user }: { scheme: string; user?: string | undefined }): boolean => scheme !== 'cpanel' || user !== undefined;
/** The same rule, as a document states it. */
const cpanelHasUser = {
  if: { properties: { scheme: { const: 'cpanel' } }, unevaluatedProperties: true },
  then: { properties: { user: {} }, required: ['user'], unevaluatedProperties: true },
};

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
  params: tenantParams,
  query: pageQuery.extend({
    status: f.status.optional(),
    /** What the user name begins with. */
    username: z.string().regex(/^[a-z][a-z0-9_-]{0,31}$/, 'must be the beginning of a user name').optional(),
  }),
  body: null, status: 200,
  answer: z.strictObject({ items: z.array(accountView), next: z.string().nullable() }),
  codes: [], examples: {},
});

export const readAccount = httpOperation({
  method: 'GET', path: `${accounts}/:account`, operation: 'Portcullis::read_account', target: 'path',
  tag: 'accounts', summary: 'Read an account, with the features that it has and the policy that holds for it',
  params: accountParams, query: noQuery, body: null, status: 200, answer: accountStanding,
  codes: [], etag: true, examples: {},
});

export const editAccount = httpOperation({
  method: 'PATCH', path: `${accounts}/:account`, operation: 'Portcullis::edit_account', target: 'path',
  tag: 'accounts', summary: 'Suspend or unsuspend an account, or change its domains or feature list',
  params: accountParams, query: noQuery,
  body: z
    .strictObject({ status: f.status.optional(), domains: z.array(f.domain).max(1000).optional(), featureList: f.featureListName.optional() })
    .refine(somethingToChange, nothingToChange)
    .meta(changesSomething),
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

export const listRecords = httpOperation({
  method: 'GET', path: `${accounts}/:account/zones/:zone/records`, operation: 'Portcullis::list_records', target: 'path',
  tag: 'accounts', summary: 'List which records stand in the zone of one of the account’s domains, as its panel tells now',
  params: accountParams.extend({ zone: f.domain }), query: noQuery, body: null, status: 200,
  answer: z.strictObject({
    items: z
      .array(z.strictObject({ name: z.string(), type: z.string() }))
      .max(5_000)
      .describe('Each name and type once, in their order, without what the records hold; of more than these the first. As resources of grants name them: record:{name}/{type}.'),
  }),
  codes: ['no_panel'], examples: {},
});

export const putUpstream = httpOperation({
  method: 'PUT', path: `${accounts}/:account/upstream`, operation: 'Portcullis::edit_upstream', target: 'path',
  tag: 'accounts', summary: 'Say how the gateway acts on the panel for this account; never shown again',
  params: accountParams, query: noQuery,
  body: z
    .strictObject({
      scheme: z.enum(['cpanel', 'powerdns']),
      user: panelUser.optional().describe('Of a PowerDNS, whose key has no user, only a name to show: api where left out.'),
      token: panelSecret,
    })
    .refine(userOfCpanel, { path: ['user'], message: 'is needed with the scheme cpanel' })
    .meta(cpanelHasUser),
  status: 200, answer: changedAccountAnswer,
  codes: [],
  examples: { body: { scheme: 'cpanel', user: 'alice', token: 'PANELTOKEN' } },
});
