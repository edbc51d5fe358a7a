import { BenchError } from '../bench-error.js';
import { cpuSeconds, ownCpuSeconds } from '../cpu-time.js';
import type { BenchContext, Figure, Measurement } from '../figure.js';
import { httpRound } from '../http-round.js';
import { measureRatio, type Side } from '../measure-ratio.js';
import { startPanelProxySkeleton, type PanelProxySkeleton } from '../skeleton/panel-proxy.js';

const CALL = '/execute/DNS/parse_zone?zone=example.com';
const CONNECTIONS = 16;

export const panelProxyRatio: Figure = {
  name: 'panelProxyRatio',
  unit: 'ratio of requests/s',
  describe: 'an allowed panel call through the gateway ÷ the same hops (2 NATS, 2 SQL, 1 HTTP) in bare processes',
  needsStack: true,
  gateways: 1,

  async run(context: BenchContext): Promise<Measurement> {
    const skeleton = await startPanelProxySkeleton(context.stack, context.stack.demoTokens.restricted.secret);
    try {
      return await compare(context, skeleton);
    } finally {
      await skeleton.stop();
    }
  },
};

async function compare(context: BenchContext, skeleton: PanelProxySkeleton): Promise<Measurement> {
  const { stack, seconds, signal, say } = context;
  const { gateway, demo, pids } = stack.info;
  const shared = { nats: pids['nats']!, postgres: pids['postgres']!, panel: pids['panel']! };
  const ours = { gateway: pids['gateway-1']!, tokens: pids['tokens-1']!, permissions: pids['permissions-1']! };
  const headers = { authorization: `cpanel ${demo.account}:${stack.demoTokens.restricted.secret}` };
  const path = `/t/${demo.tenant}${CALL}`;
  const expectedBody = await rightAnswer(gateway + path, skeleton.url + path, headers);

  const side = (name: string, url: string, processes: Readonly<Record<string, number>>): Side => ({
    name,
    round: (roundSeconds) =>
      httpRound({ url: url + path, headers, expectedBody, connections: CONNECTIONS }, roundSeconds, signal),
    cpuSeconds: () => ({ ...cpuSeconds({ ...processes, ...shared }), 'load generator': ownCpuSeconds() }),
  });
  const measurement = await measureRatio({
    subject: side('gateway', gateway, ours),
    limit: side('bare skeleton', skeleton.url, skeleton.pids),
    operations: 'requests',
    ...{ seconds, signal, say },
  });
  return { ...measurement, detail: { connections: CONNECTIONS, ...measurement.detail } };
}

/** Both must answer the same, and a success: a skeleton that does something else would be no limit. */
async function rightAnswer(ours: string, limits: string, headers: Record<string, string>): Promise<string> {
  const ask = async (url: string): Promise<string> => {
    const answer = await fetch(url, { headers });
    const body = await answer.text();
    const { status } = (answer.ok ? JSON.parse(body) : {}) as { status?: unknown };
    if (status !== 1) throw new BenchError(`${url} answered ${answer.status}, and no success`);
    return body;
  };
  const [our, theirs] = [await ask(ours), await ask(limits)];
  if (our !== theirs) throw new BenchError('the gateway and the skeleton answer different things');
  return our;
}
