import { z } from 'zod';
import { codesOf } from '../http/operation-codes.js';
import type { HttpOperation } from '../http/operation.js';
import { HTTP_OPERATIONS } from '../http/operations.js';
import { problem } from '../http/problem.js';
import { takesPower } from '../http/takes-power.js';
import { HEADER_PARAMETERS, HEADERS, headerParameters, headers, headersOfSuccess } from './headers.js';
import { Problems } from './problems.js';
import { Components, type JsonSchema } from './schemas.js';

/** The chapters, in the order in which a reader wants them. */
const TAGS = {
  tokens: 'Tokens of accounts, and of tenants and their services: make, look at, end.',
  leaks: 'Tokens that were found where they should not be.',
  sessions: 'How people enter the console: one-time links, and the sessions that they open.',
  rights: 'What a token can do, and why it may or may not: asked of its id, and no use of it.',
  denials: 'What was refused, what grant would have let it, and to allow it: once, for an hour, or for good.',
  catalogue: 'What a grant may name: operations, features, privileges and presets.',
  verify: 'What other services ask about a token.',
  tenants: 'Hosting providers and resellers, where their panel is, and what their plans hold.',
  receipts: 'What became of calls that took power: whether it is gone everywhere, and how long that took.',
  accounts: 'The accounts of a tenant, and how the gateway acts on the panel for them.',
  audit: 'What happened.',
  shards: 'Which parts of an installation are served after a database was put back; for operators.',
  keys: 'The keys that secrets are kept under; for operators.',
} as const;

const DESCRIPTION = `Narrow, revocable, traceable API tokens for hosting providers.

Every call carries a Portcullis token, or the session cookie of the console. \`{tenant}\` and \`{account}\` take a slug or user name, or an id. Bodies are strict: an
unknown field is refused, never ignored. Answers may gain fields. What belongs to somebody else looks like what does not exist.
Each refusal is \`application/problem+json\` (RFC 9457) with a \`code\` that never changes its meaning: [all codes](/docs/errors).`;

export interface OpenApiDocument {
  readonly openapi: '3.1.1';
  readonly paths: Record<string, Record<string, object>>;
  readonly [section: string]: unknown;
}

/** The public API as OpenAPI 3.1, from the very schemas that validate it. */
export function openApiDocument(operations = HTTP_OPERATIONS): OpenApiDocument {
  const components = new Components();
  const problems = new Problems();
  components.answered(z.array(problem));
  const paths: Record<string, Record<string, object>> = {};
  for (const [name, operation] of Object.entries(operations).sort(byAddress)) {
    const path = operation.path.replace(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[operation.method.toLowerCase()] = operationObject(name, operation, components, problems);
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Portcullis',
      version: '1',
      description: DESCRIPTION,
      license: { name: 'All rights reserved', identifier: 'LicenseRef-All-rights-reserved' },
    },
    servers: [{ url: '/', description: 'The gateway that serves this document.' }],
    security: [{ token: [] }, { session: [] }],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', bearerFormat: 'pcl…', description: 'A Portcullis token (RFC 6750).' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: '__Host-portcullis',
          description: 'A session of the console. Counts only without Authorization, and for changes only from the pages of the console itself.',
        },
      },
      schemas: components.all(),
      headers: HEADERS,
      parameters: usedParameters(Object.values(operations)),
      responses: problems.all(),
    },
  };
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** The order must be the same wherever the document is made, since what is made from it is compared. */
function byAddress([, a]: [string, HttpOperation], [, b]: [string, HttpOperation]): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return METHODS.indexOf(a.method) - METHODS.indexOf(b.method);
}

function operationObject(name: string, operation: HttpOperation, components: Components, problems: Problems): object {
  const { body, status, answer, tag, summary, etag } = operation;
  const content = { 'application/json': { schema: components.answered(answer) } };
  return {
    operationId: name,
    tags: [tag],
    summary,
    description: `Takes \`${operation.operation}\`.`,
    parameters: [
      ...parameters('path', components.accepted(operation.params)),
      ...parameters('query', components.accepted(operation.query)),
      ...headerParameters(operation),
    ],
    ...(body !== null && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: components.accepted(body), example: operation.examples.body } },
      },
    }),
    responses: {
      [status]: {
        description: status === 201 ? 'Made.' : 'Done.',
        headers: headersOfSuccess(operation),
        content,
      },
      ...(takesPower(operation) && {
        202: {
          description: 'Done, as Prefer asked for it before verifiers were waited for: its receipt says when what it took is gone everywhere.',
          headers: headersOfSuccess(operation, 'Preference-Applied'),
          content,
        },
      }),
      ...(etag && { 304: { description: 'It is still the version that If-None-Match names.', headers: headers('ETag') } }),
      ...problems.answersOf(codesOf(operation)),
    },
  };
}

function parameters(place: 'path' | 'query', { properties = {}, required = [] }: JsonSchema): object[] {
  return Object.entries(properties as Record<string, JsonSchema>).map(([name, schema]) => ({
    name,
    in: place,
    required: (required as string[]).includes(name),
    schema,
  }));
}

function usedParameters(operations: readonly HttpOperation[]): object {
  const used = JSON.stringify(operations.map(headerParameters));
  return Object.fromEntries(
    Object.entries(HEADER_PARAMETERS).filter(([name]) => used.includes(`#/components/parameters/${name}`)),
  );
}
