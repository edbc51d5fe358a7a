import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { RawAnswer } from '../clients/raw-http.js';
import type { ApiDocument, JsonSchema, Operation } from './document.js';

export type Fits = (schema: JsonSchema, value: unknown) => boolean;

export interface Judge {
  /** Whether the document says that this value fits. */
  readonly fits: Fits;
  /** A schema, or the one that it refers to. */
  readonly resolve: (schema: JsonSchema) => JsonSchema;
  /** In words, everything about an answer that the document does not say; empty when all is as documented. */
  readonly faultsOf: (operation: Operation, answer: RawAnswer) => string[];
}

export function judgeOf({ schemas }: ApiDocument): Judge {
  const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true, strictTypes: false, strictRequired: false });
  formats.default(ajv);
  // Rules in words: they are judged by nobody but the server.
  ajv.addVocabulary(['x-rule']);
  for (const [name, schema] of Object.entries(schemas)) {
    ajv.addSchema(named(schema), `as-sent:${name}`);
    ajv.addSchema(closed(named(schema)) as JsonSchema, `as-answered:${name}`);
  }
  const compiled = new Map<JsonSchema, ValidateFunction>();
  const validator = (schema: JsonSchema, prepared: () => JsonSchema): ValidateFunction => {
    let found = compiled.get(schema);
    if (!found) compiled.set(schema, (found = ajv.compile(prepared())));
    return found;
  };
  const faultsIn = (schema: JsonSchema, value: unknown): string[] => {
    const validate = validator(schema, () => JSON.parse(JSON.stringify(closed(named(schema))).replaceAll('as-sent:', 'as-answered:')) as JsonSchema);
    return validate(value) ? [] : (validate.errors ?? []).map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`);
  };

  return {
    resolve: (schema) => {
      const { $ref } = schema as { $ref?: string };
      return $ref === undefined ? schema : schemas[$ref.replace('#/components/schemas/', '')]!;
    },
    fits: (schema, value) => validator(schema, () => named(schema))(value),
    faultsOf: (operation, { status, headers, body }) => {
      const documented = operation.responses[status];
      if (status >= 500) return [`answers ${status}: ${body.toString()}`];
      if (!documented) return [`answers ${status}, which is not documented: ${body.toString().slice(0, 300)}`];
      const faults: string[] = [];
      for (const [name, { required, schema }] of Object.entries(documented.headers ?? {})) {
        const value = [headers[name.toLowerCase()] ?? []].flat()[0];
        if (value === undefined && required) faults.push(`${status} lacks the header ${name}`);
        else if (value !== undefined) faults.push(...faultsIn(schema, value).map((fault) => `${status} ${name}: ${fault}`));
      }
      if (!documented.content) return body.length > 0 ? [...faults, `${status} has a body`] : faults;
      const type = (headers['content-type'] ?? '').split(';')[0]!;
      const content = documented.content[type];
      if (!content) return [...faults, `${status} comes as ${type || 'nothing'}`];
      return [...faults, ...faultsIn(content.schema, JSON.parse(body.toString())).map((fault) => `${status}${fault}`)];
    },
  };
}

/** References as the validator knows the components. */
function named(schema: JsonSchema): JsonSchema {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/components/schemas/', '"as-sent:')) as JsonSchema;
}

/**
 * Clients must put up with fields that they do not know; this test must not: what nobody has documented is a fault. Parts of an
 * `allOf` stay open, since each of them sees the fields of the others.
 */
function closed(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(closed);
  if (typeof part !== 'object' || part === null) return part;
  const { allOf, ...rest } = part as JsonSchema;
  const inner = Object.fromEntries(Object.entries(rest).map(([keyword, value]) => [keyword, closed(value)]));
  return {
    ...('properties' in rest && rest['type'] === 'object' && { additionalProperties: false }),
    ...inner,
    ...(allOf !== undefined && { allOf }),
  };
}
