import { z } from 'zod';
import * as f from '../fields.js';
import { receipt } from '../rpc/receipt.js';
import { credentialView, tokenNames, tokenRights, tokenView } from '../rpc/token-views.js';
import { httpOperation } from './operation.js';
import { accountParams, changesSomething, noQuery, nothingToChange, pageQuery, tenantParams } from './shapes.js';
import { fittingWhich, whichFilters } from './which.js';

const { name, description, labels } = tokenNames.shape;
const { access, grants, readOnly, notBefore, expiresAt, ipAllowlist, rateLimit, useQuota, timeWindows } = tokenRights.shape;
/** Said, and not kept: an edit that does not touch it asks again. */
const confirmEscalating = z
  .boolean()
  .default(false)
  .describe('That the token may hold operations by which it gets beyond its grants, such as one that hands out a log-in. They must end within 30 days.');
const newToken = {
  name,
  description: description.default(''),
  labels: labels.default({}),
  access,
  grants: grants.default([]),
  readOnly: readOnly.default(false),
  notBefore: notBefore.default(null),
  expiresAt: expiresAt.default(null),
  ipAllowlist: ipAllowlist.default([]),
  rateLimit: rateLimit.default(null),
  useQuota: useQuota.default(null),
  timeWindows: timeWindows.default([]),
  confirmEscalating,
};

/** Full access takes no grants, restricted at least one: either mistake would make a token other than the one meant. */
const grantsFitAccess = (body: { access: 'full' | 'restricted'; grants: { effect?: 'allow' | 'deny' | undefined }[] }): boolean =>
  body.access === 'full' ? body.grants.length === 0 : body.grants.some(({ effect }) => effect !== 'deny');
/** The same rule, as a document states it. That other fields may be there as well is said for linters that would assume they may not. */
const fittingGrants = {
  if: { properties: { access: { const: 'full' } }, unevaluatedProperties: true },
  then: { properties: { grants: { maxItems: 0 } }, unevaluatedProperties: true },
  else: { properties: { grants: { contains: { not: { properties: { effect: { const: 'deny' } }, required: ['effect'] } } } }, required: ['grants'], unevaluatedProperties: true },
};
const grantsMisfit = { path: ['grants'], message: 'must be empty for full access, and hold at least one grant that allows something for restricted access' };

const codesOfRights = [
  'exceeds_caller', 'expiry_in_past', 'never_valid', 'operation_unknown', 'preset_misfit', 'confirmation_required', 'escalating_too_long',
  'policy_forbids',
] as const;
const codesOfMinting = ['name_taken', 'owner_suspended', 'secret_already_shown', ...codesOfRights] as const;
const exampleToken: z.input<z.ZodObject<typeof newToken>> = {
  name: 'acme-sh',
  description: 'certificates of the mail server',
  labels: { team: 'dns' },
  access: 'restricted',
  grants: [{ operation: 'DNS::parse_zone', access: 'read' }],
  readOnly: false,
  notBefore: '2027-01-31T12:00:00Z',
  expiresAt: '2099-01-31T12:00:00Z',
  ipAllowlist: ['192.0.2.0/24', '2001:db8::7'],
  rateLimit: { requests: 100, seconds: 60 },
  useQuota: 10_000,
  timeWindows: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '18:00', zone: 'Europe/Berlin' }],
  confirmEscalating: false,
};
/** Every field that can be edited, but for those that must fit what the token was before. */
const exampleEdit: z.input<typeof tokenEdit> = {
  description: 'certificates of the mail servers',
  labels: { team: 'dns', stage: 'live' },
  readOnly: false,
  notBefore: null,
  expiresAt: '2099-06-30T12:00:00Z',
  ipAllowlist: [],
  rateLimit: { requests: 200, seconds: 60 },
  useQuota: 20_000,
  timeWindows: [],
};

/** `secret` is in this one answer and nowhere else, ever. */
const newTokenAnswer = z.strictObject({ token: tokenView, secret: z.string() });
const oneToken = { token: tokenView, credentials: z.array(credentialView) };
const tokenAnswer = z.strictObject(oneToken);
/** `enforcement` null: only name, description or labels were edited, which give and take no power. */
const editedAnswer = z.strictObject({ token: tokenView, enforcement: receipt.nullable() });
const regeneratedAnswer = z.strictObject({ ...oneToken, secret: z.string(), enforcement: receipt });
const finishedAnswer = z.strictObject({ ...oneToken, enforcement: receipt.nullable() });
const revokedAnswer = z.strictObject({ token: tokenView, enforcement: receipt });
const tokenPage = z.strictObject({ items: z.array(tokenView), next: z.string().nullable() });

/** What of a token can be edited; what is left out stays. `access` can be narrowed only. */
const fittingBefore = { 'x-rule': 'access and grants must fit each other, together with what the token had of them before' };
const tokenEditable = tokenRights
  .extend({ access: access.meta(fittingBefore), grants: grants.meta(fittingBefore) })
  .extend(tokenNames.shape)
  .partial();
const editable = Object.keys(tokenEditable.shape);
const tokenEdit = tokenEditable
  .extend({ confirmEscalating })
  .refine((body) => editable.some((field) => field in body), nothingToChange)
  .meta({ ...changesSomething, not: { maxProperties: 1, ...f.having({ confirmEscalating: {} }) } });
const codesOfEditing = ['name_taken', 'token_revoked', 'access_cannot_widen', ...codesOfRights] as const;
const regeneration = z.strictObject({ overlapSeconds: f.overlapSeconds.default(0) });
const codesOfRegenerating = ['token_revoked', 'exceeds_caller', 'owner_suspended', 'secret_already_shown'] as const;
/** Why, for the trail and for whoever looks at the dead token later. */
const revokeQuery = z.strictObject({ reason: f.reason.optional() });

/** Suspended is the owner's state, and every token of a suspended owner is: it is no filter. */
const tokenFilters = {
  state: f.tokenState.exclude(['suspended']).optional(),
  form: f.tokenForm.default('token'),
  access: f.tokenAccess.optional(),
  label: f.labelFilter.optional(),
  createdBefore: f.timestamp.describe('Made before this.').optional(),
  /** What the name begins with. */
  name: f.tokenName.optional(),
  sort: z.enum(['createdAt', '-createdAt', 'name', '-name']).default('-createdAt'),
  ...whichFilters,
};
const listOfAccountQuery = pageQuery.extend(tokenFilters).superRefine(fittingWhich);
const listOfTenantQuery = pageQuery.extend({ ...tokenFilters, kind: f.tokenKind.optional() }).superRefine(fittingWhich);

const accountTokenParams = accountParams.extend({ token: f.id('tok') });
const tenantTokenParams = tenantParams.extend({ token: f.id('tok') });
const tokensOfAccount = '/v1/tenants/:tenant/accounts/:account/tokens';
const tokensOfTenant = '/v1/tenants/:tenant/tokens';

export const createAccountToken = httpOperation({
  method: 'POST', path: tokensOfAccount, operation: 'Portcullis::create_token', target: 'path',
  tag: 'tokens', summary: 'Create a token of an account',
  params: accountParams, query: noQuery, body: z.strictObject(newToken).refine(grantsFitAccess, grantsMisfit).meta(fittingGrants),
  status: 201, answer: newTokenAnswer,
  codes: codesOfMinting, idempotencyKey: true, examples: { body: { ...exampleToken } },
});

export const createTenantToken = httpOperation({
  method: 'POST', path: tokensOfTenant, operation: 'Portcullis::create_token', target: 'path',
  tag: 'tokens', summary: 'Create a token of the tenant itself, or of one of its services',
  params: tenantParams, query: noQuery,
  body: z.strictObject({ ...newToken, kind: z.enum(['tenant', 'service', 'operator']) }).refine(grantsFitAccess, grantsMisfit).meta(fittingGrants),
  status: 201, answer: newTokenAnswer,
  codes: codesOfMinting, idempotencyKey: true, examples: { body: { ...exampleToken, kind: 'service' } },
});

export const listAccountTokens = httpOperation({
  method: 'GET', path: tokensOfAccount, operation: 'Portcullis::list_tokens', target: 'path',
  tag: 'tokens', summary: 'List the tokens of an account',
  params: accountParams, query: listOfAccountQuery, body: null, status: 200, answer: tokenPage,
  codes: [], examples: {},
});

export const listTenantTokens = httpOperation({
  method: 'GET', path: tokensOfTenant, operation: 'Portcullis::list_tokens', target: 'path',
  tag: 'tokens', summary: 'List every token of a tenant, those of its accounts included',
  params: tenantParams, query: listOfTenantQuery, body: null, status: 200, answer: tokenPage,
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

export const editAccountToken = httpOperation({
  method: 'PATCH', path: `${tokensOfAccount}/:token`, operation: 'Portcullis::edit_token', target: 'path',
  tag: 'tokens', summary: 'Edit a token of an account',
  params: accountTokenParams, query: noQuery, body: tokenEdit, status: 200, answer: editedAnswer,
  codes: codesOfEditing, precondition: 'required', examples: { body: exampleEdit },
});

export const regenerateAccountToken = httpOperation({
  method: 'POST', path: `${tokensOfAccount}/:token/regenerate`, operation: 'Portcullis::regenerate_token', target: 'path',
  tag: 'tokens', summary: 'Give a token of an account a new secret; the old one works for `overlapSeconds` more',
  params: accountTokenParams, query: noQuery, body: regeneration, status: 201, answer: regeneratedAnswer,
  codes: codesOfRegenerating, idempotencyKey: true, examples: { body: { overlapSeconds: 3600 } },
});

export const finishAccountRegeneration = httpOperation({
  method: 'POST', path: `${tokensOfAccount}/:token/regenerate/finish`, operation: 'Portcullis::edit_token', target: 'path',
  tag: 'tokens', summary: 'End the old secret of a token of an account now',
  params: accountTokenParams, query: noQuery, body: null, status: 200, answer: finishedAnswer,
  codes: [], examples: {},
});

export const revokeAccountToken = httpOperation({
  method: 'DELETE', path: `${tokensOfAccount}/:token`, operation: 'Portcullis::revoke_token', target: 'path',
  tag: 'tokens', summary: 'Revoke a token of an account',
  params: accountTokenParams, query: revokeQuery, body: null, status: 200, answer: revokedAnswer,
  codes: [], precondition: 'honoured', examples: {},
});

export const editTenantToken = httpOperation({
  method: 'PATCH', path: `${tokensOfTenant}/:token`, operation: 'Portcullis::edit_token', target: 'path',
  tag: 'tokens', summary: 'Edit any token of a tenant',
  params: tenantTokenParams, query: noQuery, body: tokenEdit, status: 200, answer: editedAnswer,
  codes: codesOfEditing, precondition: 'required', examples: { body: exampleEdit },
});

export const regenerateTenantToken = httpOperation({
  method: 'POST', path: `${tokensOfTenant}/:token/regenerate`, operation: 'Portcullis::regenerate_token', target: 'path',
  tag: 'tokens', summary: 'Give any token of a tenant a new secret; the old one works for `overlapSeconds` more',
  params: tenantTokenParams, query: noQuery, body: regeneration, status: 201, answer: regeneratedAnswer,
  codes: codesOfRegenerating, idempotencyKey: true, examples: { body: { overlapSeconds: 3600 } },
});

export const finishTenantRegeneration = httpOperation({
  method: 'POST', path: `${tokensOfTenant}/:token/regenerate/finish`, operation: 'Portcullis::edit_token', target: 'path',
  tag: 'tokens', summary: 'End the old secret of any token of a tenant now',
  params: tenantTokenParams, query: noQuery, body: null, status: 200, answer: finishedAnswer,
  codes: [], examples: {},
});

export const revokeTenantToken = httpOperation({
  method: 'DELETE', path: `${tokensOfTenant}/:token`, operation: 'Portcullis::revoke_token', target: 'path',
  tag: 'tokens', summary: 'Revoke any token of a tenant',
  params: tenantTokenParams, query: revokeQuery, body: null, status: 200, answer: revokedAnswer,
  codes: [], precondition: 'honoured', examples: {},
});
