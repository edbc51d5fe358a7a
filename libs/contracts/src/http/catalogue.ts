import { z } from 'zod';
import type { ResourceKind } from '@portcullis/access';
import * as f from '../fields.js';
import { httpOperation } from './operation.js';
import { noQuery, pageQuery } from './shapes.js';

/** The words before the colon of a resource. */
const resourceKind = z.enum(['account', 'cron_line', 'database', 'db_user', 'domain', 'ftp_user', 'mailbox', 'path', 'record', 'zone'] as const satisfies readonly ResourceKind[]);
const catalogueVersion = z.int().min(1);
const accessClass = z
  .enum(['read', 'write', 'secret'])
  .describe('`write`: everything but reading. `secret`: hands out a key, a credential or a log-in, so it is granted by its name alone.');
const rolling = z.boolean().describe('Whether grants of it, given now, come to mean functions that are added to it later. Such a feature only ever reads.');

const preset = z.strictObject({
  name: z.string().describe('What a grant names as `preset`.'),
  title: z.string(),
  description: z.string(),
  kinds: z
    .array(
      z.strictObject({
        kind: resourceKind,
        required: z.boolean().describe('Whether a grant of it has to name at least one such resource.'),
        pattern: z.string().nullable().describe('Which of the kind: a regular expression that the text behind the colon fits. null: any.'),
        example: z.string(),
      }),
    )
    .describe('The kinds of resources that a grant of it names. Empty: it takes none.'),
  parts: z
    .array(
      z.strictObject({
        operation: f.operationName,
        on: z.array(resourceKind).nullable().describe('It is granted on those resources of the grant that are of these kinds. null: on all that the account has.'),
      }),
    )
    .describe('What a grant of it allows.'),
});

const operation = z.strictObject({
  name: f.operationName,
  access: accessClass,
  features: z.array(f.featureId).describe('The account has to have one of these, or the provider\'s token one of these privileges. Empty: none is asked for.'),
  escalates: z
    .strictObject({
      reason: z.string().describe('Why it lets whoever holds it get beyond the token: a sentence for whoever is about to grant it.'),
      unlessOn: z.array(resourceKind).describe('It does not where it is granted on resources of these kinds alone.'),
    })
    .nullable(),
});

export const readCatalogue = httpOperation({
  method: 'GET', path: '/v1/catalogue', operation: 'Portcullis::read_catalogue', target: 'caller',
  tag: 'catalogue', summary: 'See what can be granted: presets, features and privileges',
  params: z.strictObject({}), query: noQuery, body: null, status: 200,
  answer: z.strictObject({
    version: catalogueVersion.describe('The newest version. Grants that are given now mean what it says, and never more.'),
    presets: z.array(preset),
    features: z.array(z.strictObject({ name: f.featureId, rolling })).describe('Of accounts, by name.'),
    privileges: z
      .array(z.strictObject({ name: f.featureId, rolling, risk: z.enum(['normal', 'escalates']).describe('`escalates`: panels warn that it lets a token get beyond itself.') }))
      .describe('Of providers, by name; a grant names them as `feature` too.'),
  }),
  codes: [], examples: {},
});

export const listCatalogueOperations = httpOperation({
  method: 'GET', path: '/v1/catalogue/operations', operation: 'Portcullis::read_catalogue', target: 'caller',
  tag: 'catalogue', summary: 'List the operations that can be granted, by name',
  params: z.strictObject({}),
  query: pageQuery.extend({
    feature: f.featureId.describe('Only what this feature, or this privilege, opens.').optional(),
    module: z.string().max(60).regex(/^[A-Za-z0-9_]+$/, 'must be a module such as Email').describe('Only what stands before `::`.').optional(),
  }),
  body: null, status: 200,
  answer: z.strictObject({ items: z.array(operation), next: z.string().nullable() }),
  codes: [], examples: {},
});
