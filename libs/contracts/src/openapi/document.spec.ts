import { HTTP_OPERATIONS } from '../http/operations.js';
import { openApiDocument } from './document.js';
import type { JsonSchema } from './schemas.js';

const operations = Object.entries(HTTP_OPERATIONS).map(([name, operation]) => ({ name, operation }));
const document = JSON.parse(JSON.stringify(openApiDocument()));

/** Every schema within one, with the way to it. */
function parts(schema: JsonSchema, way = ''): [string, JsonSchema][] {
  const { $ref, properties = {}, items, anyOf = [], additionalProperties, propertyNames } = schema;
  if ($ref !== undefined) return parts(document.components.schemas[($ref as string).split('/').at(-1)!], way);
  return [
    [way, schema],
    ...Object.entries(properties as Record<string, JsonSchema>).flatMap(([name, inner]) => parts(inner, `${way}/${name}`)),
    ...(anyOf as JsonSchema[]).flatMap((inner) => parts(inner, way)),
    ...[items, additionalProperties, propertyNames].filter((inner) => typeof inner === 'object').flatMap((inner) => parts(inner as JsonSchema, `${way}/…`)),
  ];
}

function isBounded(schema: JsonSchema): boolean {
  const has = (...keywords: string[]) => keywords.every((keyword) => keyword in schema);
  if (has('enum') || has('const') || has('anyOf')) return true;
  switch (schema['type']) {
    case 'string':
      return has('maxLength') || has('pattern') || has('format');
    case 'integer':
    case 'number':
      return has('minimum', 'maximum');
    case 'array':
      return has('items', 'maxItems');
    case 'object':
      return schema['additionalProperties'] === false || has('maxProperties', 'propertyNames');
    default:
      return schema['type'] === 'boolean' || schema['type'] === 'null';
  }
}

describe('the document', () => {
  it('holds every operation, at its method and path', () => {
    const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods as object).map(([method, { operationId }]) => `${operationId} ${method.toUpperCase()} ${path}`),
    );
    expect(documented.sort()).toEqual(operations.map(({ name, operation: { method, path } }) => `${name} ${method} ${path.replace(/:(\w+)/g, '{$1}')}`).sort());
  });

  it.each(operations.filter(({ operation }) => operation.body !== null))('gives an example of $name that is accepted', ({ operation }) => {
    expect(operation.body!.safeParse(operation.examples.body).error).toBeUndefined();
  });

  it.each(operations)('bounds all that $name takes', ({ name, operation }) => {
    const { parameters, requestBody } = document.paths[operation.path.replace(/:(\w+)/g, '{$1}')][operation.method.toLowerCase()];
    const body = requestBody?.content['application/json'].schema;
    const taken: [string, JsonSchema][] = [
      ...parameters.flatMap(({ name: parameter, in: place, schema }: { name: string; in: string; schema?: JsonSchema }) => (schema && place !== 'header' ? parts(schema, `${place}:${parameter}`) : [])),
      ...(body ? parts(body) : []),
    ];
    expect(taken.filter(([, schema]) => !isBounded(schema)).map(([way, schema]) => `${name} ${way}: ${JSON.stringify(schema)}`)).toEqual([]);
  });

  it('says the same wherever it is made', () => {
    expect(JSON.stringify(openApiDocument(Object.fromEntries(operations.map(({ name, operation }) => [name, operation] as const).reverse())))).toBe(
      JSON.stringify(openApiDocument()),
    );
  });

  it('says what a rule is in keywords, or in words', () => {
    const { properties } = document.components.schemas['GrantInput'];
    expect(document.components.schemas['GrantInput']).toMatchObject({ oneOf: [{ required: ['feature'] }, { required: ['operation'] }, { required: ['preset'] }] });
    expect(properties.operation).toMatchObject({ description: expect.stringContaining('DNS::parse_zone'), not: { const: 'Portcullis::*' } });
    const panel = document.paths['/v1/tenants/{tenant}/panel'].put.requestBody.content['application/json'].schema;
    expect(panel.properties.url).toMatchObject({ 'x-rule': expect.stringContaining('http') });
  });
});
