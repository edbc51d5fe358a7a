import { z } from 'zod';
import { receipt } from '../rpc/receipt.js';
import { tokenView } from '../rpc/token-views.js';
import * as f from '../fields.js';
import { httpOperation } from './operation.js';
import { accountParams, noQuery, tenantParams } from './shapes.js';

/** The link is in this one answer and nowhere else. It works once, within 60 s. */
const linkAnswer = z.strictObject({ url: z.string(), expiresAt: f.timestamp });
const codesOfLinks = ['exceeds_caller', 'owner_suspended', 'secret_already_shown'] as const;
/** What a page needs to know whom it serves, and about whom. */
const currentAnswer = z.strictObject({
  session: tokenView,
  tenant: z.strictObject({ id: f.id('ten'), slug: f.slug, name: f.title }),
  account: z.strictObject({ id: f.id('acc'), username: f.username }).nullable().describe('null: it is a tenant’s own.'),
  ip: z.string().describe('Where this request came from.'),
});

export const createAccountSession = httpOperation({
  method: 'POST', path: '/v1/tenants/:tenant/accounts/:account/sessions', operation: 'Portcullis::create_session', target: 'path',
  tag: 'sessions', summary: 'Make a one-time link that opens the console for an account',
  params: accountParams, query: noQuery, body: null, status: 201, answer: linkAnswer,
  codes: codesOfLinks, idempotencyKey: true, examples: {},
});

export const createTenantSession = httpOperation({
  method: 'POST', path: '/v1/tenants/:tenant/sessions', operation: 'Portcullis::create_session', target: 'path',
  tag: 'sessions', summary: 'Make a one-time link that opens the console for a tenant',
  params: tenantParams, query: noQuery, body: null, status: 201, answer: linkAnswer,
  codes: codesOfLinks, idempotencyKey: true, examples: {},
});

export const openSession = httpOperation({
  method: 'POST', path: '/v1/sessions', operation: 'Portcullis::open_session', target: 'caller',
  tag: 'sessions', summary: 'Turn a link, or a token with full access, into a session cookie',
  params: z.strictObject({}), query: noQuery, body: null, status: 201, answer: currentAnswer,
  codes: ['exceeds_caller'], cookie: true, examples: {},
});

export const readCurrentSession = httpOperation({
  method: 'GET', path: '/v1/sessions/current', operation: 'Portcullis::read_session', target: 'caller',
  tag: 'sessions', summary: 'Say who is calling: the session, or the token',
  params: z.strictObject({}), query: noQuery, body: null, status: 200, answer: currentAnswer,
  codes: [], examples: {},
});

const endedAnswer = z.strictObject({ ended: z.int(), enforcement: receipt });

export const endCurrentSession = httpOperation({
  method: 'DELETE', path: '/v1/sessions/current', operation: 'Portcullis::end_session', target: 'caller',
  tag: 'sessions', summary: 'Sign out',
  params: z.strictObject({}), query: noQuery, body: null, status: 200, answer: endedAnswer,
  codes: [], cookie: true, examples: {},
});

export const endAllSessions = httpOperation({
  method: 'DELETE', path: '/v1/sessions', operation: 'Portcullis::end_session', target: 'caller',
  tag: 'sessions', summary: 'Sign out everywhere: end all sessions of the caller\'s owner',
  params: z.strictObject({}), query: noQuery, body: null, status: 200, answer: endedAnswer,
  codes: [], cookie: true, examples: {},
});
