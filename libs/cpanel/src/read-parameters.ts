import { granted, refused, type Result } from '@portcullis/kernel';
import { readFormText } from './form-text.js';
import { readJsonBody } from './json-body.js';
import { isUtf8, readMediaType } from './media-type.js';
import { utf8 } from './multipart-part.js';
import { multipartBoundary, MultipartScanner, type MultipartEvent } from './multipart-scanner.js';
import { MOST_PARAMETERS, Parameters, TOO_MANY_PARAMETERS, type Parameter } from './parameters.js';

export interface ParameterSources {
  /** Without the `?`, not decoded. */
  readonly query: string;
  readonly contentType: string | undefined;
  /** All of it, not compressed. */
  readonly body: Buffer;
}

export interface ParametersRefusal {
  /** The HTTP status that says it. */
  readonly status: 400 | 415;
  /** A sentence for the client. */
  readonly text: string;
}

/**
 * What a request's query and body say, if every panel would read the same there. Anything that could be read in two
 * ways is refused, since what was judged must be what is done.
 */
export function readParameters({ query, contentType, body }: ParameterSources): Result<Parameters, ParametersRefusal> {
  const fromQuery = readFormText(query, 'query');
  if (!fromQuery.ok) return refused({ status: 400, text: fromQuery.refusal });
  if (body.length === 0) return granted(new Parameters(fromQuery.value));
  const fromBody = readBody(contentType, body);
  if (!fromBody.ok) return fromBody;
  const all = [...fromQuery.value, ...fromBody.value];
  return all.length > MOST_PARAMETERS ? malformed(TOO_MANY_PARAMETERS) : granted(new Parameters(all));
}

/** An event of a multipart form as the parameter that it stands for; null for those that stand for none. */
export function partParameter(event: MultipartEvent): Parameter | null {
  switch (event.kind) {
    case 'field':
      return { name: event.name, value: event.value, from: 'body' };
    case 'file':
      return { name: event.name, value: event.filename, from: 'body', as: 'file' };
    default:
      return null;
  }
}

const BODY_TYPES = ['application/x-www-form-urlencoded', 'application/json', 'multipart/form-data'] as const;
export type BodyType = (typeof BODY_TYPES)[number];

/** What a body says that it is; without a word, each reader would take it for something else. */
export function readBodyType(contentType: string | undefined): Result<BodyType, ParametersRefusal> {
  const media = readMediaType(contentType ?? '');
  if (media === null || !isUtf8(media)) return refused({ status: 415, text: 'The Content-Type of the body is missing, or is not one of UTF-8 text.' });
  const type = BODY_TYPES.find((known) => known === media.type);
  return type === undefined ? refused({ status: 415, text: 'Bodies are forms, multipart forms or JSON.' }) : granted(type);
}

function readBody(contentType: string | undefined, body: Buffer): Result<Parameter[], ParametersRefusal> {
  const type = readBodyType(contentType);
  if (!type.ok) return type;
  if (type.value === 'multipart/form-data') return readMultipart(contentType!, body);
  const text = utf8(body);
  if (text === null) return malformed('The body is not UTF-8.');
  if (type.value === 'application/json') {
    const json = readJsonBody(text);
    return json.ok ? json : malformed(json.refusal);
  }
  // Whoever looks at the bytes rather than at the type would take it for another.
  if (/^\s*(?:--|[{[])/.test(text)) return malformed('The body is not the form that its Content-Type announces.');
  const form = readFormText(text, 'body');
  return form.ok ? form : malformed(form.refusal);
}

function readMultipart(contentType: string, body: Buffer): Result<Parameter[], ParametersRefusal> {
  const boundary = multipartBoundary(contentType);
  if (boundary === null) return malformed('The Content-Type names no boundary that all would read alike.');
  const scanner = new MultipartScanner(boundary);
  const events = [...scanner.push(body).events, ...scanner.end().events];
  const violation = events.find((event) => event.kind === 'violation');
  if (violation) return malformed(violation.text);
  return granted(events.map(partParameter).filter((parameter) => parameter !== null));
}

function malformed(text: string): Result<never, ParametersRefusal> {
  return refused({ status: 400, text });
}
