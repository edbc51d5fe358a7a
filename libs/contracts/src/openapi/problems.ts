import { CODES, type Code } from '../codes.js';
import { headers, type HeaderName } from './headers.js';
import { reference, type Reference } from './reference.js';

/** Collects the refusals that operations share: one response for each status and set of codes. */
export class Problems {
  private readonly responses = new Map<string, object>();

  /** By status: a reference to the response that tells these codes apart. */
  answersOf(codes: readonly Code[]): Record<string, Reference> {
    const byStatus = new Map<number, Code[]>();
    for (const code of [...codes].sort()) {
      const { status } = CODES[code];
      byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
    }
    return Object.fromEntries(
      [...byStatus].map(([status, ofStatus]) => {
        const name = `${status}.${ofStatus.join('.')}`;
        this.responses.set(name, problemResponse(status, ofStatus));
        return [String(status), reference('responses', name)];
      }),
    );
  }

  all(): Record<string, object> {
    return Object.fromEntries([...this.responses].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}

function problemResponse(status: number, codes: readonly Code[]): object {
  return {
    description: codes.map((code) => `\`${code}\`: ${CODES[code].title}. ${CODES[code].advice}`).join('\n\n'),
    headers: headers(...headersOf(status)),
    content: {
      'application/problem+json': {
        schema: {
          allOf: [
            reference('schemas', 'Problem'),
            {
              type: 'object',
              properties: { status: { type: 'integer', const: status }, code: { type: 'string', enum: codes } },
              required: ['status', 'code'],
            },
          ],
        },
      },
    },
  };
}

function headersOf(status: number): HeaderName[] {
  if (status === 401) return ['WWW-Authenticate'];
  return status === 429 || status === 503 ? ['Retry-After'] : [];
}
