import { BenchError } from '../bench-error.js';
import { cpuSeconds } from '../cpu-time.js';
import type { BenchContext, Figure, Measurement } from '../figure.js';
import { httpRound } from '../http-round.js';
import { measureRatio, type Side } from '../measure-ratio.js';
import { launch } from '../skeleton/launch.js';
import type { VerifyReady, VerifySettings } from '../skeleton/verify.js';

const CONNECTIONS = 16;

export const verifyRatio: Figure = {
  name: 'verifyRatio',
  unit: 'ratio of CPU time, less is better',
  describe: 'CPU time of a gateway for one POST /v1/verify ÷ that of a bare program for two SHA-256 and two look-ups; to stay at most 3',
  needsStack: true,
  gateways: 1,

  async run(context: BenchContext): Promise<Measurement> {
    const { gateway, operatorToken } = context.stack.info;
    const { secret: token } = context.stack.demoTokens.restricted;
    const ask = questionOf(operatorToken, token);
    const expectedBody = await rightAnswer(`${gateway}/v1/verify`, ask);
    const bare = await launch<VerifySettings, VerifyReady>(new URL('../skeleton/verify.js', import.meta.url), {
      ...{ callerToken: operatorToken, token, answer: JSON.parse(expectedBody) as object },
    });
    try {
      const side = (name: string, url: string, pid: number): Side => ({
        name,
        round: (seconds) => httpRound({ url: `${url}/v1/verify`, ...ask, expectedBody, connections: CONNECTIONS }, seconds, context.signal),
        cpuSeconds: () => cpuSeconds({ [name]: pid }),
      });
      const measurement = await measureRatio({
        subject: side('gateway', gateway, context.stack.info.pids['gateway-1']!),
        limit: side('bare program', `http://127.0.0.1:${bare.ready.port}`, bare.pid),
        ...{ operations: 'verifies', of: 'cpuTime' },
        ...{ seconds: context.seconds, signal: context.signal, say: context.say },
      });
      return { ...measurement, detail: { connections: CONNECTIONS, ...measurement.detail } };
    } finally {
      await bare.stop();
    }
  },
};

interface Question {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

function questionOf(callerToken: string, token: string): Question {
  return { headers: { authorization: `Bearer ${callerToken}`, 'content-type': 'application/json' }, body: JSON.stringify({ token }) };
}

async function rightAnswer(url: string, { headers, body }: Question): Promise<string> {
  const answer = await fetch(url, { method: 'POST', headers, body });
  const text = await answer.text();
  if (!answer.ok || (JSON.parse(text) as { allowed: unknown }).allowed !== true) throw new BenchError(`${url} answered ${answer.status}, and not that the token may`);
  return text;
}
