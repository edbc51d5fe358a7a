import { headers, type Msg, type MsgHdrs } from '@nats-io/transport-node';
import type { CallScope } from '@portcullis/contracts';
import { Fault, granted, refused, type Result } from '@portcullis/kernel';
import type { z } from 'zod';

/**
 * How a call looks on the wire. Both payloads are plain JSON; all that is not the message itself is a header, so that a
 * service in another language needs no envelope of ours.
 *
 *   request   Portcullis-Request-Id, Portcullis-Tenant, Portcullis-Deadline-Ms (what is left of the caller's patience;
 *             a duration, since two hosts' clocks differ); the shard is in the subject
 *   reply     Portcullis-Outcome: reply     and the reply
 *   refusal   Portcullis-Outcome: refusal   and {"code", "detail"}
 *   fault     Nats-Service-Error, Nats-Service-Error-Code (NATS ADR-32), Portcullis-Fault (the exact kind), no payload
 */
const REQUEST_ID = 'Portcullis-Request-Id';
const TENANT = 'Portcullis-Tenant';
const DEADLINE_MS = 'Portcullis-Deadline-Ms';
const OUTCOME = 'Portcullis-Outcome';
const FAULT = 'Portcullis-Fault';
const ERROR = 'Nats-Service-Error';
const ERROR_CODE = 'Nats-Service-Error-Code';

export interface Wire {
  readonly headers: MsgHdrs;
  readonly payload: string;
}

export interface RequestHead {
  readonly tenantId: string;
  readonly requestId: string;
  readonly deadlineMs: number;
}

export function encodeRequest(body: unknown, scope: CallScope, deadlineMs: number): Wire {
  return wire(body, {
    [REQUEST_ID]: scope.requestId,
    [TENANT]: scope.tenantId,
    [DEADLINE_MS]: String(Math.max(1, Math.floor(deadlineMs))),
  });
}

/** nats.js reads headers when they are first asked for, and throws if they are malformed: then, too, it is a refusal. */
export function readHeaders(message: { readonly headers?: MsgHdrs | undefined }): Result<MsgHdrs | undefined, 'headers'> {
  try {
    return granted(message.headers);
  } catch {
    return refused('headers');
  }
}

const NAME = /^[\x21-\x7e]{1,128}$/;

/** The head of a request; refused with the name of the header that is missing or makes no sense. */
export function decodeRequestHead(given: MsgHdrs | undefined): Result<RequestHead, string> {
  const tenantId = given?.get(TENANT) ?? '';
  if (!NAME.test(tenantId)) return refused(`header ${TENANT}`);
  const requestId = given?.get(REQUEST_ID) ?? '';
  if (!NAME.test(requestId)) return refused(`header ${REQUEST_ID}`);
  const deadline = given?.get(DEADLINE_MS) ?? '';
  if (!/^-?\d{1,9}$/.test(deadline)) return refused(`header ${DEADLINE_MS}`);
  return granted({ tenantId, requestId, deadlineMs: Number(deadline) });
}

export function encodeReply(body: unknown): Wire {
  return wire(body, { [OUTCOME]: 'reply' });
}

export function encodeRefusal(refusal: { code: string; detail: string }): Wire {
  return wire({ code: refusal.code, detail: refusal.detail }, { [OUTCOME]: 'refusal' });
}

/** What ADR-32 calls the code; HTTP's numbers, as there. */
const ERROR_CODES: Record<Fault['kind'], number> = { broken: 500, overloaded: 503, unavailable: 503, timeout: 504 };

export function encodeFault(kind: Fault['kind'], description: string, code: number = ERROR_CODES[kind]): Wire {
  return { ...wire(undefined, { [FAULT]: kind, [ERROR]: description, [ERROR_CODE]: String(code) }), payload: '' };
}

export type DecodedReply =
  | { readonly outcome: 'reply'; readonly body: unknown }
  | { readonly outcome: 'refusal'; readonly body: unknown }
  | { readonly outcome: 'fault'; readonly fault: Fault };

/** Understands ADR-32 errors of services that know nothing of our own headers, too. */
export function decodeReply({ headers: given, data }: Pick<Msg, 'headers' | 'data'>): DecodedReply {
  const code = given?.get(ERROR_CODE) ?? '';
  const description = given?.get(ERROR) ?? '';
  if (code !== '' || description !== '') {
    return faultReply(`the service answered ${code}: ${description}`, faultKind(given?.get(FAULT), code));
  }
  const body = decodeJson(data);
  if (!body.ok) return faultReply('the service answered something that is not JSON', 'broken');
  return { outcome: given?.get(OUTCOME) === 'refusal' ? 'refusal' : 'reply', body: body.value };
}

function faultReply(message: string, kind: Fault['kind']): DecodedReply {
  return { outcome: 'fault', fault: new Fault(message, kind) };
}

function faultKind(kind: string | undefined, code: string): Fault['kind'] {
  if (kind === 'unavailable' || kind === 'overloaded' || kind === 'timeout' || kind === 'broken') return kind;
  if (code === '429') return 'overloaded';
  if (code === '503') return 'unavailable';
  return code === '504' ? 'timeout' : 'broken';
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** Bytes that are not UTF-8, or not JSON, or nested so deep that the parser gives up, are refused. */
export function decodeJson(data: Uint8Array): Result<unknown, 'not JSON'> {
  try {
    return granted(JSON.parse(UTF8.decode(data)) as unknown);
  } catch {
    return refused('not JSON');
  }
}

/** The first issues as `path: code`. Never zod's own messages: those may quote what was sent. */
export function describeIssues(error: z.ZodError): string {
  const name = (step: PropertyKey) => String(step).replace(/[^\w-]/g, '?').slice(0, 40);
  return error.issues
    .slice(0, 3)
    .map(({ path, code }) => `${path.map(name).join('.') || '(whole message)'}: ${code}`)
    .join(', ');
}

/** @throws InvalidArgumentError when a header value holds a line break. */
function wire(body: unknown, given: Readonly<Record<string, string>>): Wire {
  const encoded = headers();
  for (const [name, value] of Object.entries(given)) encoded.set(name, value);
  return { headers: encoded, payload: JSON.stringify(body) };
}
