import { execFileSync } from 'node:child_process';

/** An OpenAPI 3.1 document as a stranger reads it: nothing here knows what the API is made of. */
export type JsonSchema = { readonly [keyword: string]: unknown };

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: JsonSchema;
  readonly example?: unknown;
}

export interface DocumentedResponse {
  readonly headers?: Readonly<Record<string, { readonly required?: boolean; readonly schema: JsonSchema }>>;
  readonly content?: Readonly<Record<string, { readonly schema: JsonSchema }>>;
}

export interface Operation {
  readonly name: string;
  readonly method: string;
  /** With `{parts}`. */
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body: { readonly schema: JsonSchema; readonly example: unknown } | null;
  /** By status. */
  readonly responses: Readonly<Record<string, DocumentedResponse>>;
}

export interface ApiDocument {
  readonly operations: readonly Operation[];
  readonly schemas: Readonly<Record<string, JsonSchema>>;
}

export interface RawOperation {
  readonly operationId: string;
  readonly parameters?: readonly object[];
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: JsonSchema; readonly example?: unknown } } };
  readonly responses: Readonly<Record<string, object>>;
}

export interface RawDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, RawOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>>; readonly [kind: string]: object };
}

/** Asks the gateway for its document, and waits: jest wants to know the names of tests before anything else goes on. */
export function documentOf(gateway: string): ApiDocument {
  const ask = 'fetch(process.argv[1]).then((answer) => answer.text()).then((text) => process.stdout.write(text))';
  const text = execFileSync(process.execPath, ['-e', ask, `${gateway}/openapi.json`], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  return readDocument(JSON.parse(text) as RawDocument);
}

export function readDocument(document: RawDocument): ApiDocument {
  /** What stands there, or where it points; schemas stay references, since they may go round in circles. */
  const at = <T>(part: object): T => {
    const { $ref } = part as { $ref?: string };
    if ($ref === undefined) return part as T;
    return at($ref.slice(2).split('/').reduce<object>((found, step) => (found as Record<string, object>)[step]!, document));
  };
  const response = (raw: object): DocumentedResponse => {
    const { headers = {}, ...rest } = at<DocumentedResponse>(raw);
    return { ...rest, headers: Object.fromEntries(Object.entries(headers).map(([name, header]) => [name, at(header)])) };
  };
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, raw]): Operation => {
      const json = raw.requestBody?.content['application/json'];
      return {
        name: raw.operationId,
        method: method.toUpperCase(),
        path,
        parameters: (raw.parameters ?? []).map((parameter) => at<Parameter>(parameter)),
        body: json ? { schema: json.schema, example: json.example } : null,
        responses: Object.fromEntries(Object.entries(raw.responses).map(([status, each]) => [status, response(each)])),
      };
    }),
  );
  return { operations, schemas: document.components.schemas };
}
