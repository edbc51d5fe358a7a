import { z } from 'zod';
import * as f from '../fields.js';
import { tokenView } from '../rpc/tokens.js';
import { httpOperation } from './operation.js';
import { accountParams, noQuery, pageQuery, receipt, tenantParams } from './shapes.js';

const newToken = {
  name: f.tokenName,
  description: f.description.default(''),
  access: f.tokenAccess,
  grants: f.grants.default([]),
  expiresAt: f.timestamp.nullable().default(null),
};

/** Full access takes no grants, restricted at least one: either mistake would make a token other than the one meant. */
const grantsFitAccess = (body: { access: 'full' | 'restricted'; grants: unknown[] }): boolean =>
  body.access === 'full' ? body.grants.length === 0 : body.grants.length > 0;
const grantsMisfit = { path: ['grants'], message: 'must be empty for full access, and hold at least one grant for restricted access' };

const codesOfMinting = ['name_taken', 'exceeds_caller', 'owner_suspended', 'expiry_in_past', 'operation_unknown'] as const;
const exampleToken: z.input<z.ZodObject<typeof newToken>> = {
  name: 'acme-sh',
  access: 'restricted',
  grants: [{ operation: 'DNS::parse_zone', access: 'read' }],
  expiresAt: '2099-01-31T12:00:00Z',
};

/** `secret` is in this one answer and nowhere else, ever. */
const newTokenAnswer = z.strictObject({ token: tokenView, secret: z.string() });
const tokenAnswer = z.strictObject({ token: tokenView });
const revokedAnswer = z.strictObject({ token: tokenView, enforcement: receipt });
const tokenPage = z.strictObject({ items: z.array(tokenView), next: z.string().nullable() });

const accountTokenParams = accountParams.extend({ token: f.id('tok') });
const tenantTokenParams = tenantParams.extend({ token: f.id('tok') });
const tokensOfAccount = '/v1/tenants/:tenant/accounts/:account/tokens';
const tokensOfTenant = '/v1/tenants/:tenant/tokens';

export const createAccountToken = httpOperation({
  method: 'POST', path: tokensOfAccount, operation: 'Portcullis::create_token', target: 'path',
  tag: 'tokens', summary: 'Create a token of an account',
  params: accountParams, query: noQuery, body: z.strictObject(newToken).refine(grantsFitAccess, grantsMisfit),
  status: 201, answer: newTokenAnswer,
  codes: codesOfMinting, idempotencyKey: true, examples: { body: { ...exampleToken } },
});

export const createTenantToken = httpOperation({
  method: 'POST', path: tokensOfTenant, operation: 'Portcullis::create_token', target: 'path',
  tag: 'tokens', summary: 'Create a token of the tenant itself, or of one of its services',
  params: tenantParams, query: noQuery,
  body: z.strictObject({ ...newToken, kind: z.enum(['tenant', 'service', 'operator']) }).refine(grantsFitAccess, grantsMisfit),
  status: 201, answer: newTokenAnswer,
  codes: codesOfMinting, idempotencyKey: true, examples: { body: { ...exampleToken, kind: 'service' } },
});

export const listAccountTokens = httpOperation({
  method: 'GET', path: tokensOfAccount, operation: 'Portcullis::list_tokens', target: 'path',
  tag: 'tokens', summary: 'List the tokens of an account',
  params: accountParams, query: pageQuery, body: null, status: 200, answer: tokenPage,
  codes: [], examples: {},
});

export const listTenantTokens = httpOperation({
  method: 'GET', path: tokensOfTenant, operation: 'Portcullis::list_tokens', target: 'path',
  tag: 'tokens', summary: 'List every token of a tenant, those of its accounts included',
  params: tenantParams, query: pageQuery, body: null, status: 200, answer: tokenPage,
  codes: [], examples: {},
});

export const readAccountToken = httpOperation({
  method: 'GET', path: `${tokensOfAccount}/:token`, operation: 'Portcullis::read_token', target: 'path',
  tag: 'tokens', summary: 'Read a token of an account',
  params: accountTokenParams, query: noQuery, body: null, status: 200, answer: tokenAnswer,
  codes: [], etag: true, examples: {},
});

export const readTenantToken = httpOperation({
  method: 'GET', path: `${tokensOfTenant}/:token`, operation: 'Portcullis::read_token', target: 'path',
  tag: 'tokens', summary: 'Read any token of a tenant',
  params: tenantTokenParams, query: noQuery, body: null, status: 200, answer: tokenAnswer,
  codes: [], etag: true, examples: {},
});

export const revokeAccountToken = httpOperation({
  method: 'DELETE', path: `${tokensOfAccount}/:token`, operation: 'Portcullis::revoke_token', target: 'path',
  tag: 'tokens', summary: 'Revoke a token of an account',
  params: accountTokenParams, query: noQuery, body: null, status: 200, answer: revokedAnswer,
  codes: [], precondition: 'honoured', examples: {},
});

export const revokeTenantToken = httpOperation({
  method: 'DELETE', path: `${tokensOfTenant}/:token`, operation: 'Portcullis::revoke_token', target: 'path',
  tag: 'tokens', summary: 'Revoke any token of a tenant',
  params: tenantTokenParams, query: noQuery, body: null, status: 200, answer: revokedAnswer,
  codes: [], precondition: 'honoured', examples: {},
});

export const verifyToken = httpOperation({
  method: 'POST', path: '/v1/verify', operation: 'Portcullis::verify', target: 'caller',
  tag: 'verify', summary: 'Ask whether a token is live, or may do an operation',
  params: z.strictObject({}), query: noQuery,
  body: z.strictObject({ token: z.string().min(1).max(200), operation: f.operationName.optional() }),
  status: 200,
  answer: z.strictObject({
    allowed: z.boolean(),
    /** `allowed`, or why not. */
    code: z.string(),
    detail: z.string().nullable(),
    /** null where the token is unknown, or belongs to somebody whom the caller may not ask about. */
    token: tokenView.pick({ id: true, kind: true, tenantId: true, accountId: true, name: true, access: true, expiresAt: true, state: true }).nullable(),
  }),
  codes: [],
  examples: { body: { token: 'pcla1HJE18Z', operation: 'DNS::parse_zone' } },
});
