import { z } from 'zod';
import * as f from '../fields.js';
import { tokenView } from '../rpc/token-views.js';
import { DECISION_PARTS, verdictOfToken } from '../verdicts.js';
import { httpOperation } from './operation.js';
import { accountParams, noQuery, pageQuery, recordsStandInZone, strayRecord, tenantParams } from './shapes.js';

/** What is asked about tokens that nobody presents: why one may or may not, and what it can do. Nothing of it is a use of the token. */

const accountTokenParams = accountParams.extend({ token: f.id('tok') });
const tenantTokenParams = tenantParams.extend({ token: f.id('tok') });
const ofAccount = '/v1/tenants/:tenant/accounts/:account/tokens/:token';
const ofTenant = '/v1/tenants/:tenant/tokens/:token';

const shownToken = tokenView.pick({ id: true, kind: true, form: true, tenantId: true, accountId: true, name: true, access: true, expiresAt: true, state: true });
const sentence = z.string().describe('A whole sentence for a customer.');

const question = z
  .strictObject({
    operation: f.operationName.describe('What it would be used for.'),
    resources: z.array(f.leaf).min(1).max(100).describe('All that it would be used on. Left out: on everything that its owner has.').optional(),
    zone: f.domain.describe('In which zone the records of `resources` stand. Left out: nobody knows.').optional(),
    ip: z.union([z.ipv4(), z.ipv6()]).describe('The address that it would be used from. Left out: nobody knows.').optional(),
    at: f.timestamp.describe('Another moment than now, by what is true today.').optional(),
  })
  .refine(recordsStandInZone, strayRecord);

const place = z.int().min(0).describe('The place of a grant among those of the token, from 0.');
const explanation = z.strictObject({
  token: shownToken,
  at: f.timestamp.describe('The moment that it is judged for.'),
  decision: z.strictObject({ allowed: z.boolean(), code: verdictOfToken, detail: sentence.nullable() }),
  parts: z
    .array(
      z.strictObject({
        part: z.enum(DECISION_PARTS).describe('`policy`: what the provider and those above ask of the token itself. `policy_address`: from where they let tokens be used.'),
        verdict: z.enum(['consents', 'objects', 'unknown']).describe('`unknown`: it hangs on what was not told, and does not consent until it is.'),
        code: verdictOfToken.nullable(),
        detail: sentence.nullable(),
      }),
    )
    .describe('Every part of the decision, judged whatever the others say. It is allowed when all consent.'),
  holdsEverything: z.boolean().describe('The token holds all that its owner holds: no grant is asked, but for those that deny.'),
  grants: z
    .array(
      z.strictObject({
        at: place,
        grant: f.grant,
        says: z.enum(['allows', 'denies', 'nothing']),
        because: z
          .enum(['other_operation', 'for_reading', 'ended', 'not_a_preset_of_the_policy'])
          .nullable()
          .describe('Why it says nothing: it is about something else, for reading only, its time is over, or the provider lets accounts hold other presets only.'),
        words: z.string(),
      }),
    )
    .describe('What each of its grants has to do with the question, in their order.'),
  resources: z
    .array(
      z.strictObject({
        resource: z.string(),
        allowedBy: z.array(place),
        deniedBy: z.array(place),
        unclear: z.boolean().describe('A denial may be of it, and nobody can tell.'),
      }),
    )
    .describe('What was asked about, one by one. Every one must be allowed by a grant and denied by none.'),
  missingGrant: f.grant.nullable().describe('The one grant that would make it allowed. null: it is allowed, or no grant would.'),
});

const canQuery = pageQuery.extend({
  operation: z
    .string()
    .max(120)
    .regex(/^[A-Za-z0-9_]+(?:::?[A-Za-z0-9_]*)?$/, 'must be what the name of an operation begins with, such as DNS or Email::list')
    .describe('Only operations whose names begin so.')
    .optional(),
  ip: z.union([z.ipv4(), z.ipv6()]).describe('The address that it would be used from. Left out: nobody knows.').optional(),
});

const abilities = z.strictObject({
  live: z.boolean().describe('Whether it is worth anything here and now. If not, it can do nothing.'),
  code: verdictOfToken,
  items: z
    .array(
      z.strictObject({
        operation: f.operationName,
        access: z.enum(['read', 'write', 'secret']).describe('What it does: reads, changes, or hands out a secret.'),
        escalates: z.boolean().describe('Whoever holds it, as the token does, can get beyond the token.'),
        resources: z.array(z.string()).nullable().describe('On what. null: on everything that its owner has.'),
        except: z.array(z.string()).describe('What is taken from that. While there is any, it is denied on everything at once.'),
        once: z.boolean().describe('One call takes it from the token.'),
      }),
    )
    .describe('What it can do now, in order of the names.'),
  next: z.string().nullable(),
});

const example: z.input<typeof question> = {
  ...{ operation: 'DNS::mass_edit_zone', resources: ['record:_acme-challenge.example.com/TXT'], zone: 'example.com' },
  ...{ ip: '192.0.2.7', at: '2027-01-31T12:00:00Z' },
};

export const explainAccountToken = httpOperation({
  method: 'POST', path: `${ofAccount}/explain`, operation: 'Portcullis::explain', target: 'path',
  tag: 'rights', summary: 'Explain whether a token of an account may do something, and why',
  params: accountTokenParams, query: noQuery, body: question, status: 200, answer: explanation,
  codes: [], examples: { body: example },
});

export const explainTenantToken = httpOperation({
  method: 'POST', path: `${ofTenant}/explain`, operation: 'Portcullis::explain', target: 'path',
  tag: 'rights', summary: 'Explain whether any token of a tenant may do something, and why',
  params: tenantTokenParams, query: noQuery, body: question, status: 200, answer: explanation,
  codes: [], examples: { body: example },
});

export const accountTokenCan = httpOperation({
  method: 'GET', path: `${ofAccount}/can`, operation: 'Portcullis::read_token', target: 'path',
  tag: 'rights', summary: 'List what a token of an account can do now, and on what',
  params: accountTokenParams, query: canQuery, body: null, status: 200, answer: abilities,
  codes: [], examples: {},
});

export const tenantTokenCan = httpOperation({
  method: 'GET', path: `${ofTenant}/can`, operation: 'Portcullis::read_token', target: 'path',
  tag: 'rights', summary: 'List what any token of a tenant can do now, and on what',
  params: tenantTokenParams, query: canQuery, body: null, status: 200, answer: abilities,
  codes: [], examples: {},
});
