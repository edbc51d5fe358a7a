import { z } from 'zod';
import { grant } from '../fields.js';
import { problem } from '../http/problem.js';
import { receipt } from '../http/shapes.js';
import { auditEntry } from '../rpc/audit.js';
import { changePosition } from '../rpc/change.js';
import { accountView, featureListView, tenantView } from '../rpc/permissions.js';
import { tokenView } from '../rpc/token-views.js';

export type JsonSchema = { [keyword: string]: unknown };

/** What readers of the document, and the code made from it, know by a name of its own. */
const NAMES = new Map<z.core.$ZodType, string>([
  [tokenView, 'Token'],
  [tenantView, 'Tenant'],
  [accountView, 'Account'],
  [featureListView, 'FeatureList'],
  [grant, 'Grant'],
  [auditEntry, 'AuditEntry'],
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
      override: ({ jsonSchema }) => {
        if (io === 'output' && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
      },
    }) as JsonSchema & { $defs?: Record<string, JsonSchema> };
    for (const [name, named] of Object.entries($defs)) this.schemas.set(name, pointedAtComponents(named));
    return pointedAtComponents(json);
  }
}

function pointedAtComponents(json: JsonSchema): JsonSchema {
  return JSON.parse(JSON.stringify(json), (keyword, value: unknown) =>
    keyword === '$ref' && typeof value === 'string' ? value.replace('#/$defs/', '#/components/schemas/') : value,
  ) as JsonSchema;
}
