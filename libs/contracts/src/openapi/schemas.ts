import { z } from 'zod';
import { grant, timeWindow } from '../fields.js';
import { denialView } from '../http/denial-view.js';
import { problem } from '../http/problem.js';
import { auditEntry } from '../rpc/audit.js';
import { changePosition } from '../rpc/change.js';
import { accountView, effectivePolicyView, featureListView, policyView, tenantView } from '../rpc/permissions.js';
import { receipt } from '../rpc/receipt.js';
import { credentialView, tokenView } from '../rpc/token-views.js';

export type JsonSchema = { [keyword: string]: unknown };

/** What readers of the document, and the code made from it, know by a name of its own. */
const NAMES = new Map<z.core.$ZodType, string>([
  [tokenView, 'Token'],
  [credentialView, 'Credential'],
  [tenantView, 'Tenant'],
  [policyView, 'Policy'],
  [effectivePolicyView, 'EffectivePolicy'],
  [accountView, 'Account'],
  [featureListView, 'FeatureList'],
  [grant, 'Grant'],
  [timeWindow, 'TimeWindow'],
  [auditEntry, 'AuditEntry'],
  [denialView, 'Denial'],
  [receipt, 'Receipt'],
  [changePosition, 'ChangePosition'],
  [problem, 'Problem'],
]);

/** Adds those names to what the schemas say of themselves by `.meta()`. What is sent and what is answered are never one. */
class NamingRegistry extends z.core.$ZodRegistry<Record<string, unknown>> {
  constructor(private readonly suffix: '' | 'Input') {
    super();
  }

  override get(schema: z.core.$ZodType): Record<string, unknown> | undefined {
    const meta = z.globalRegistry.get(schema);
    const name = NAMES.get(schema);
    return name === undefined ? meta : { ...meta, id: name + this.suffix };
  }
}

/** Collects the named schemas that a document refers to. */
export class Components {
  private readonly schemas = new Map<string, JsonSchema>();

  /** What a request may hold: strict, and what has a default may be left out. */
  accepted(schema: z.ZodType): JsonSchema {
    return this.convert(schema, 'input', new NamingRegistry('Input'));
  }

  /** What an answer holds. Open, since an answer may gain fields that a client of today does not know. */
  answered(schema: z.ZodType): JsonSchema {
    return this.convert(schema, 'output', new NamingRegistry(''));
  }

  all(): Record<string, JsonSchema> {
    return Object.fromEntries([...this.schemas].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  private convert(schema: z.ZodType, io: 'input' | 'output', metadata: NamingRegistry): JsonSchema {
    const { $schema: _, $defs = {}, ...json } = z.toJSONSchema(schema, {
      io,
      metadata,
      override: ({ zodSchema, jsonSchema }) => {
        if (io === 'output' && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
        if (io === 'input') Object.assign(jsonSchema, inWords(zodSchema, jsonSchema));
      },
    }) as JsonSchema & { $defs?: Record<string, JsonSchema> };
    for (const [name, named] of Object.entries($defs)) this.schemas.set(name, pointedAtComponents(named));
    return pointedAtComponents(json);
  }
}

/** What `.meta()` may say of a schema so that its `.refine()` needs no words. */
const KEYWORDS = ['pattern', 'format', 'minProperties', 'maxProperties', 'uniqueItems', 'oneOf', 'not', 'if'];

/**
 * A pattern is hard to read, so what a refusal says of it stands beside it. `x-rule` says what no keyword says: a `.refine()` that
 * nobody has put into keywords by `.meta()`. Whoever checks a request against the document alone may still be refused by it.
 */
function inWords(schema: z.core.$ZodType, { description, pattern }: JsonSchema): JsonSchema {
  const { checks = [] } = schema._zod.def;
  const said = (kinds: readonly string[]): string[] =>
    checks.filter(({ _zod }) => kinds.includes(_zod.def.check)).flatMap(({ _zod }) => messageOf(_zod.def.error));
  const meta = z.globalRegistry.get(schema) ?? {};
  const rules = KEYWORDS.some((keyword) => keyword in meta) ? [] : said(['custom']);
  const [words] = pattern === undefined ? [] : said(['string_format', 'custom']);
  const sentence = words === undefined ? [] : [`${words.charAt(0).toUpperCase()}${words.slice(1)}.`];
  return {
    ...(sentence.length > 0 && { description: [...(typeof description === 'string' ? [description] : []), ...sentence].join(' ') }),
    ...(rules.length > 0 && { 'x-rule': rules.join('; ') }),
  };
}

function messageOf(error: unknown): string[] {
  const message: unknown = typeof error === 'function' ? (error as (issue: object) => unknown)({}) : undefined;
  return typeof message === 'string' ? [message] : [];
}

function pointedAtComponents(json: JsonSchema): JsonSchema {
  return JSON.parse(JSON.stringify(json), (keyword, value: unknown) =>
    keyword === '$ref' && typeof value === 'string' ? value.replace('#/$defs/', '#/components/schemas/') : value,
  ) as JsonSchema;
}
