import { CODES, type Code } from '@portcullis/contracts';
import type { DenialId } from '@portcullis/kernel';

export interface FieldError {
  /** RFC 6901, into the body; `query:`, `path:` or `header:` before it for the other places. */
  readonly pointer: string;
  readonly detail: string;
}

/** RFC 6901 section 3: a name that holds `~` or `/` must not look like two. */
export function pointerTo(path: readonly PropertyKey[]): string {
  return path.map((name) => `/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** A refusal on its way out as RFC 9457 `application/problem+json`. */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(
    readonly code: Code,
    readonly detail: string,
    readonly errors: readonly FieldError[] = [],
    /** The code that the denial can be opened by; null: it is none, or cannot. */
    readonly denial: DenialId | null = null,
  ) {
    super(code);
  }
}

export interface ProblemReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Seconds after which trying again makes sense: by then services have reconnected, and a request that was running is done. */
const RETRY_AFTER_SECONDS = 1;

export function problemReply(problem: Problem, requestId: string, docsUrl: string): ProblemReply {
  const { status, title } = CODES[problem.code];
  return {
    status,
    headers: {
      'content-type': 'application/problem+json; charset=utf-8',
      'cache-control': 'no-store',
      ...((status === 503 || problem.code === 'idempotency_in_progress') && { 'retry-after': String(RETRY_AFTER_SECONDS) }),
      ...challenge(problem.code),
    },
    body: JSON.stringify({
      type: `${docsUrl}#${problem.code}`,
      title,
      status,
      detail: problem.detail,
      code: problem.code,
      request_id: requestId,
      ...(problem.errors.length > 0 && { errors: problem.errors }),
      ...(problem.denial !== null && { denial: problem.denial }),
    }),
  };
}

/** RFC 6750 section 3: no error code when no token was sent at all. */
function challenge(code: Code): Record<string, string> {
  switch (code) {
    case 'credentials_required':
      return { 'www-authenticate': 'Bearer realm="portcullis"' };
    case 'invalid_token':
      return { 'www-authenticate': 'Bearer realm="portcullis", error="invalid_token"' };
    case 'permission_denied':
      return { 'www-authenticate': 'Bearer realm="portcullis", error="insufficient_scope"' };
    default:
      return {};
  }
}
