import { CODES, type Code } from '@portcullis/contracts';
import { Fault } from '@portcullis/kernel';
import type { Logger } from '@portcullis/platform/runtime';
import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Problem, problemReply } from './problem.js';
import type { AuthorisedRequest } from './serves.js';

/** The one place where anything that went wrong on `/v1` becomes an answer. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly docsUrl: string,
    private readonly log: Logger,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<AuthorisedRequest>();
    const reply = http.getResponse<FastifyReply>();
    const problem = toProblem(thrown, request.takesPower);
    if (CODES[problem.code].status >= 500) {
      this.log.error('a request could not be answered', { requestId: request.id, code: problem.code, err: thrown });
    }
    const { status, headers, body } = problemReply(problem, request.id, this.docsUrl);
    void reply.status(status).headers(headers).send(body);
  }
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
