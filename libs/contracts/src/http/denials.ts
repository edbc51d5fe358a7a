import { z } from 'zod';
import * as f from '../fields.js';
import { receipt } from '../rpc/receipt.js';
import { tokenView } from '../rpc/token-views.js';
import { denialView } from './denial-view.js';
import { httpOperation } from './operation.js';
import { accountParams, noQuery, tenantParams } from './shapes.js';

const denialAnswer = z.strictObject({ denial: denialView });
const allowing = z.strictObject({
  for: z.enum(['once', 'hour', 'good']).describe('`once`: for the next call that needs it. `hour`: for an hour from now. `good`: as long as the token lives.'),
  confirmEscalating: z.boolean().default(false).describe('Needed where the grant lets its holder get beyond the token.'),
});
/** `enforcement` null: the token held it already. */
const allowedAnswer = z.strictObject({ denial: denialView, token: tokenView, enforcement: receipt.nullable() });
const codesOfAllowing = ['not_grantable', 'token_ended', 'token_revoked', 'exceeds_caller', 'confirmation_required', 'escalating_too_long'] as const;

const denialParam = { denial: f.id('dny') };
const ofTenant = tenantParams.extend(denialParam);
const ofAccount = accountParams.extend(denialParam);
const denialsOfTenant = '/v1/tenants/:tenant/denials/:denial';
const denialsOfAccount = '/v1/tenants/:tenant/accounts/:account/denials/:denial';

export const readAccountDenial = httpOperation({
  method: 'GET', path: denialsOfAccount, operation: 'Portcullis::read_denial', target: 'path',
  tag: 'denials', summary: 'Open a denial of an account\'s token by the code that its client was told, for seven days',
  params: ofAccount, query: noQuery, body: null, status: 200, answer: denialAnswer,
  codes: [], examples: {},
});

export const readTenantDenial = httpOperation({
  method: 'GET', path: denialsOfTenant, operation: 'Portcullis::read_denial', target: 'path',
  tag: 'denials', summary: 'Open a denial of any token of a tenant',
  params: ofTenant, query: noQuery, body: null, status: 200, answer: denialAnswer,
  codes: [], examples: {},
});

export const allowAccountDenial = httpOperation({
  method: 'POST', path: `${denialsOfAccount}/allow`, operation: 'Portcullis::edit_token', target: 'path',
  tag: 'denials', summary: 'Give an account\'s token the one grant that it was denied for the lack of',
  params: ofAccount, query: noQuery, body: allowing, status: 200, answer: allowedAnswer,
  codes: codesOfAllowing, examples: { body: { for: 'hour' } },
});

export const allowTenantDenial = httpOperation({
  method: 'POST', path: `${denialsOfTenant}/allow`, operation: 'Portcullis::edit_token', target: 'path',
  tag: 'denials', summary: 'Give any token of a tenant the one grant that it was denied for the lack of',
  params: ofTenant, query: noQuery, body: allowing, status: 200, answer: allowedAnswer,
  codes: codesOfAllowing, examples: { body: { for: 'once' } },
});
