import autocannon from 'autocannon';
import type { Round } from './measure-ratio.js';

export interface HttpLoad {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Of a POST; left out: GET. */
  readonly body?: string;
  /** The one right body. The panel's API says no with status 200 as well. */
  readonly expectedBody: string;
  readonly connections: number;
}

/** How often it is asked whether the round is over: autocannon ends at such a moment only. */
const SAMPLE_MS = 50;

/** Sends the same request over and over, one at a time on each connection, for so long or until `signal` is aborted. */
export async function httpRound(load: HttpLoad, seconds: number, signal: AbortSignal): Promise<Round> {
  const latenciesMs: number[] = [];
  const { url, headers, body, connections, expectedBody } = load;
  const run = autocannon({
    ...{ url, headers, connections, expectBody: expectedBody },
    ...(body !== undefined && { method: 'POST' as const, body }),
    ...{ duration: seconds, sampleInt: SAMPLE_MS },
  });
  run.on('response', (_client, _status, _bytes, latencyMs) => void latenciesMs.push(latencyMs));
  const stop = (): void => run.stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    const result = await run;
    const { '2xx': ok, mismatches, errors, statusCodeStats } = result;
    const refusals = Object.entries(statusCodeStats).filter(([status]) => !status.startsWith('2'));
    const refused = refusals.reduce((sum, [, { count }]) => sum + count, 0);
    const wrong = Math.max(0, mismatches - refused); // a refusal has another body, too
    return {
      done: ok - wrong,
      seconds: (result.finish.getTime() - result.start.getTime()) / 1000,
      latenciesMs,
      failures: {
        ...Object.fromEntries(refusals.map(([status, { count }]) => [`status ${status}`, count])),
        'unexpected body': wrong,
        'no answer': errors,
      },
    };
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
