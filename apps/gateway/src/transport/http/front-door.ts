import proxyAddr from '@fastify/proxy-addr';
import { verifyHttp, type AnswerOf, type HttpOperation } from '@portcullis/contracts';
import type { Id } from '@portcullis/kernel';
import type { Logger } from '@portcullis/platform/runtime';
import type { IncomingHttpHeaders, IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { Gateway } from '../../gateway.js';
import { refusalAt, type DoorRules } from '../doors.js';
import { admitCall, type AskedRequest, type CallsGateway } from './admit-call.js';
import { problemAnswer } from './problem-filter.js';
import { Problem, problemReply, type ProblemReply } from './problem.js';
import type { AnswerHead, Call } from './serves.js';
import { BODY_LIMIT_BYTES, tellRequest } from './server.js';
import { parseStrictJson } from './strict-json.js';
import { answerToMany, answerToOne } from './verify-answers.js';

type DirectGateway = CallsGateway & Pick<Gateway, 'verifyTokens'>;

export interface FrontDoorParts {
  readonly gateway: DirectGateway;
  readonly rules: DoorRules;
  readonly newRequestId: () => Id<'req'>;
  /** As `fastifyOptions` has them. */
  readonly trustedProxies: readonly string[];
  readonly log: Logger;
}

export interface FrontDoor {
  /** From now on everything is passed on: to what knows how a server says that it stops. */
  close(): void;
}

/** An operation that is answered here, and how. */
interface Direct {
  readonly operation: HttpOperation;
  readonly answer: (gateway: DirectGateway, request: AskedRequest, head: AnswerHead) => Promise<object>;
}

/** A whole number without zeros before it. */
const LENGTH = /^[1-9]\d{0,9}$/;
const JSON_TYPE = /^application\/json(?:; ?charset=utf-8)?$/i;
const ANSWER_TYPE = 'application/json; charset=utf-8';

const DIRECT: ReadonlyMap<string, Direct> = new Map([direct(verifyHttp.verifyToken, answerToOne), direct(verifyHttp.verifyBatch, answerToMany)].map((one) => [one.operation.path, one]));

/**
 * Questions about tokens, which other services ask for each of their own requests, are answered before Fastify and Nest see them: the way through
 * those takes several times as long as the answer. Nothing is ruled here: what refuses, judges, charges, answers and logs is what stands behind
 * every other operation. A request that is written otherwise than most goes on, to the controller of the same operation.
 */
export function standInFront(server: Server, { gateway, rules, newRequestId, trustedProxies, log }: FrontDoorParts): FrontDoor {
  const { docsUrl, elapsedMs } = rules;
  const trusts = trustedProxies.length > 0 ? proxyAddr.compile([...trustedProxies]) : null;
  const ipOf = (raw: IncomingMessage): string => (trusts === null ? raw.socket.remoteAddress : proxyAddr.all(raw, trusts).at(-1)) ?? '';
  let closed = false;

  const behind = server.listeners('request') as RequestListener[];
  server.removeAllListeners('request');
  server.on('request', (raw, response) => {
    const found = closed || raw.method !== 'POST' ? undefined : DIRECT.get(raw.url ?? '');
    if (found !== undefined && isPlain(raw.headers)) take(found, raw, response);
    else for (const listener of behind) listener(raw, response);
  });
  return { close: () => void (closed = true) };

  function take(found: Direct, raw: IncomingMessage, response: ServerResponse): void {
    const startedMs = elapsedMs();
    const id = newRequestId();
    const request: AskedRequest & { body: unknown } = { id, raw, headers: raw.headers, ip: ipOf(raw), params: {}, query: {}, body: undefined };
    const head = new Head(response, id);
    const { method, path } = found.operation;
    response.on('finish', () => tellRequest(log, { requestId: id, method, route: path, status: response.statusCode, tookMs: elapsedMs() - startedMs }));

    const refusal = refusalAt('management', request, rules);
    if (refusal !== null) {
      head.headers(refusal.headers);
      return head.send(problemReply(new Problem(refusal.code, refusal.sentence), id, docsUrl));
    }
    const parts: Buffer[] = [];
    raw.on('data', (part: Buffer) => void parts.push(part));
    raw.on('end', () => {
      answerTo(found, request, parts, head).then(
        (reply) => head.send(reply),
        (thrown: unknown) => head.send(problemAnswer(thrown, request, { docsUrl, log })),
      );
    });
  }

  async function answerTo({ operation, answer }: Direct, request: AskedRequest & { body: unknown }, parts: readonly Buffer[], head: Head): Promise<ProblemReply> {
    try {
      request.body = parseStrictJson(parts.length === 1 ? parts[0]! : Buffer.concat(parts));
    } catch (problem) {
      // As Fastify does: who knows what comes behind a body that cannot be read.
      head.header('connection', 'close');
      throw problem;
    }
    const body = JSON.stringify(await answer(gateway, request, head));
    return { status: operation.status, headers: { 'content-type': ANSWER_TYPE }, body };
  }
}

function direct<O extends HttpOperation>(operation: O, answer: (gateway: DirectGateway, call: Call<O>) => Promise<AnswerOf<O> & object>): Direct {
  return { operation, answer: async (gateway, request, head) => answer(gateway, await admitCall(gateway, operation, request, head)) };
}

/** Whether it has a body of JSON that is all there is to read, no longer than is taken. */
function isPlain(headers: IncomingHttpHeaders): boolean {
  const { 'content-type': type, 'content-length': length } = headers;
  if (type === undefined || length === undefined || headers['transfer-encoding'] !== undefined) return false;
  return JSON_TYPE.test(type) && LENGTH.test(length) && Number(length) <= BODY_LIMIT_BYTES;
}

/** Status and headers until they are sent, in the order in which they were set. */
class Head implements AnswerHead {
  private code: number | null = null;
  private readonly values: Record<string, string>;

  constructor(
    private readonly response: ServerResponse,
    requestId: string,
  ) {
    this.values = { 'x-request-id': requestId };
  }

  status(code: number): this {
    this.code = code;
    return this;
  }

  header(name: string, value: string): this {
    this.values[name] = value;
    return this;
  }

  headers(values: Readonly<Record<string, string>>): this {
    for (const name in values) this.values[name] = values[name]!;
    return this;
  }

  send({ status, headers, body }: ProblemReply): void {
    this.headers(headers);
    this.values['content-length'] = String(Buffer.byteLength(body));
    this.response.writeHead(this.code ?? status, this.values);
    this.response.end(body);
  }
}
