import { z } from 'zod';
import * as f from '../fields.js';
import { receipt } from '../rpc/receipt.js';
import { reported, selectedToken } from '../rpc/token-bulk.js';
import { httpOperation } from './operation.js';
import { accountParams, accountRef, noQuery, tenantParams } from './shapes.js';

/** Tokens, sessions and links alike. Those with full access may do whatever a feature or an operation stands for. */
const filters = {
  label: f.labelFilter.describe('With this label.').optional(),
  feature: f.featureId.describe('With full access, or a grant that allows something of this feature: the feature itself, an operation of it, or a preset that has one.').optional(),
  operation: f.operationName.describe('With full access, or a grant that allows this by its name, by its module, by a feature of it, or by a preset.').optional(),
  createdBefore: f.timestamp.describe('Made before this.').optional(),
};
const all = z.literal(true).describe('Every one that was made before now, however many they are, in the time that one takes. Stands alone.').optional();

const named = (where: object): number => Object.values(where).filter((value) => value !== undefined).length;
const saysWhich = (where: object): boolean => named(where) > 0;
const standsAlone = (where: { all?: true | undefined }): boolean => where.all === undefined || named(where) === 1;
const oneOfBoth = ({ feature, operation }: { feature?: string | undefined; operation?: string | undefined }): boolean => feature === undefined || operation === undefined;
const nothingNamed = { message: 'must say which: all, or at least one of the others' };
const notBoth = { path: ['operation'], message: 'name a feature or an operation, not both' };
const notAlone = { path: ['all'], message: 'all is all there are: leave out the others' };
/** The same rules, as a document states them. */
const sayingWhich = { minProperties: 1, not: f.having({ feature: {}, operation: {} }), if: f.having({ all: {} }), then: { maxProperties: 1, unevaluatedProperties: true } };

const whereOfAccount = z.strictObject({ all, ...filters }).refine(saysWhich, nothingNamed).refine(standsAlone, notAlone).refine(oneOfBoth, notBoth).meta(sayingWhich);
const whereOfTenant = z
  .strictObject({
    all,
    account: accountRef.describe('Of this account. Alone: every one of it that was made before now, as all.').optional(),
    ...filters,
    kind: f.tokenKind.describe('Of this kind.').optional(),
  })
  .refine(saysWhich, nothingNamed)
  .refine(standsAlone, notAlone).refine(oneOfBoth, notBoth)
  .meta(sayingWhich);

const rest = {
  dryRun: z.boolean().default(false).describe('Tell how many there are and the oldest of them, and change nothing.'),
  reason: f.reason.describe('Why: kept with each token, and in the trail.'),
};
const answer = z.strictObject({
  dryRun: z.boolean(),
  count: z.int().min(0).nullable().describe('null: every one there was. Counting them would take longer than revoking them; a dry run counts.'),
  first: z.array(selectedToken).max(20).describe('The oldest of them.'),
  /** null: a dry run takes no power. */
  enforcement: receipt.nullable(),
});

export const revokeAccountTokens = httpOperation({
  method: 'POST', path: '/v1/tenants/:tenant/accounts/:account/tokens/revoke-bulk', operation: 'Portcullis::revoke_tokens', target: 'path',
  tag: 'tokens', summary: 'Revoke many tokens of an account at once',
  params: accountParams, query: noQuery, body: z.strictObject({ where: whereOfAccount, ...rest }), status: 200, answer,
  codes: ['operation_unknown'], idempotencyKey: true,
  examples: { body: { where: { label: 'team:dns', createdBefore: '2027-01-31T12:00:00Z' }, dryRun: false, reason: 'the team is no more' } },
});

export const revokeTenantTokens = httpOperation({
  method: 'POST', path: '/v1/tenants/:tenant/tokens/revoke-bulk', operation: 'Portcullis::revoke_tokens', target: 'path',
  tag: 'tokens', summary: 'Revoke many tokens of a tenant and its accounts at once; those of tenants below it stay',
  params: tenantParams, query: noQuery, body: z.strictObject({ where: whereOfTenant, ...rest }), status: 200, answer,
  codes: ['operation_unknown'], idempotencyKey: true,
  examples: { body: { where: { label: 'team:dns', kind: 'account' }, dryRun: false, reason: 'the team is no more' } },
});

export const reportLeaks = httpOperation({
  method: 'POST', path: '/v1/leaks', operation: 'Portcullis::report_leak', target: 'caller',
  tag: 'leaks', summary: 'Report tokens that were found where they should not be: whosever they are, they are revoked',
  params: z.strictObject({}), query: noQuery,
  body: z.strictObject({
    tokens: z.array(z.string().min(1).max(200)).min(1).max(1000).describe('Their whole texts.'),
    reason: f.reason.describe('Where they were found. Their owners are told.').optional(),
  }),
  status: 200,
  answer: z.strictObject({
    items: z.array(z.strictObject({ status: reported })).describe('One for each token, in their order. `already_dead`: it was revoked before, or its secret was replaced.'),
    receipts: z.array(receipt).describe('One for each shard that tokens were revoked in.'),
  }),
  codes: [], examples: { body: { tokens: ['pcla1HJE18Z'], reason: 'found in a public repository' } },
});
