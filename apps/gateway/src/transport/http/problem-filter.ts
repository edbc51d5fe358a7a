import { CODES, type Code } from '@portcullis/contracts';
import { Fault } from '@portcullis/kernel';
import type { Logger } from '@portcullis/platform/runtime';
import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Problem, problemReply, type ProblemReply } from './problem.js';
import type { AuthorisedRequest } from './serves.js';

/** Where anything that went wrong on `/v1` becomes an answer. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    readonly docsUrl: string,
    readonly log: Logger,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<AuthorisedRequest>();
    const reply = http.getResponse<FastifyReply>();
    const { status, headers, body } = problemAnswer(thrown, request, this);
    void reply.status(status).headers(headers).send(body);
  }
}

/** What a request is answered for which that was thrown; what is our own mistake, or our services', is logged. */
export function problemAnswer(thrown: unknown, { id, takesPower = false }: Pick<AuthorisedRequest, 'id' | 'takesPower'>, { docsUrl, log }: { docsUrl: string; log: Logger }): ProblemReply {
  const problem = toProblem(thrown, takesPower);
  if (CODES[problem.code].status >= 500) log.error('a request could not be answered', { requestId: id, code: problem.code, err: thrown });
  return problemReply(problem, id, docsUrl);
}

/** @param takesPower whether what went wrong is a call that takes power, at work already */
export function toProblem(thrown: unknown, takesPower = false): Problem {
  if (thrown instanceof Problem) return thrown;
  if (thrown instanceof Fault && thrown.retryable) {
    const unavailable = 'a part that is needed to answer is not available';
    if (takesPower) return new Problem('unavailable', `${unavailable}: whether power was taken is not known. Sending this again is safe, and waits until it is`);
    return new Problem('unavailable', `${unavailable}; try again`);
  }
  const code = codeOfStatus(statusOf(thrown));
  // Our own operations say themselves what is not there: this is an address, or a method, that leads to none of them.
  if (code === 'not_found') return new Problem(code, 'no operation has this method and address; /docs lists them all');
  return code ? new Problem(code, CODES[code].title) : new Problem('internal_error', 'the request was not carried out, or only in part');
}

/** Nest and Fastify refuse some requests before any of our code sees them; they say so by status. */
function statusOf(thrown: unknown): number {
  if (thrown instanceof HttpException) return thrown.getStatus();
  const status = (thrown as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' ? status : 500;
}

function codeOfStatus(status: number): Code | null {
  switch (status) {
    case 400:
      return 'malformed_request';
    case 404:
    case 405:
      return 'not_found';
    case 413:
      return 'payload_too_large';
    case 415:
      return 'unsupported_media_type';
    default:
      return status < 500 ? 'malformed_request' : null;
  }
}
