import { z } from 'zod';
import * as f from '../fields.js';
import { receipt } from '../rpc/receipt.js';
import { httpOperation } from './operation.js';
import { accountParams, noQuery, tenantParams } from './shapes.js';

const receiptAnswer = z.strictObject({ receipt });
const receiptParam = { receipt: f.id('rcp') };

export const readAccountReceipt = httpOperation({
  method: 'GET', path: '/v1/tenants/:tenant/accounts/:account/receipts/:receipt', operation: 'Portcullis::read_receipt', target: 'path',
  tag: 'receipts', summary: 'Read what became of a call that took power from an account or its tokens, for seven days',
  params: accountParams.extend(receiptParam), query: noQuery, body: null, status: 200, answer: receiptAnswer,
  codes: [], examples: {},
});

export const readTenantReceipt = httpOperation({
  method: 'GET', path: '/v1/tenants/:tenant/receipts/:receipt', operation: 'Portcullis::read_receipt', target: 'path',
  tag: 'receipts', summary: 'Read what became of any call that took power at a tenant',
  params: tenantParams.extend(receiptParam), query: noQuery, body: null, status: 200, answer: receiptAnswer,
  codes: [], examples: {},
});
