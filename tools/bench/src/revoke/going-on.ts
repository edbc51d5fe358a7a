import type { BenchContext } from '../figure.js';
import { Scene } from './scene.js';
import { startVerifyLoad, type VerifyLoad } from './verify-load.js';

export const VERIFIES_PER_SECOND = 2_000;
const TOKENS = 200;
/** Until every gateway knows every token. */
const WARM_UP_MS = 3_000;
const NEIGHBOUR = { slug: 'bench-neighbour', username: 'neighb', featureList: 'default', domains: ['neighbour.example'] };

/** Runs `work` while tokens of another tenant are verified at a steady rate at these gateways. */
export async function withVerifiesGoingOn<T>(context: BenchContext, gateways: readonly string[], work: (load: VerifyLoad) => Promise<T>): Promise<T> {
  const { gateway, operatorToken } = context.stack.info;
  const scene = await Scene.open(gateway, operatorToken);
  const tokens = await neighbourTokens(scene).finally(() => scene.close());
  const load = await startVerifyLoad({ gateways, callerToken: operatorToken, tokens, ratePerSecond: VERIFIES_PER_SECOND });
  try {
    await new Promise((resolve) => setTimeout(resolve, WARM_UP_MS));
    await load.take();
    return await work(load);
  } finally {
    await load.stop();
  }
}

async function neighbourTokens(scene: Scene): Promise<string[]> {
  const { slug, username, featureList, domains } = NEIGHBOUR;
  const tenant = `/v1/tenants/${slug}`;
  await scene.ask('POST', '/v1/tenants', { slug, name: 'Neighbour' }, [201, 409]);
  await scene.ask('PUT', `${tenant}/feature-lists/${featureList}`, { features: ['zoneedit'] }, [200]);
  await scene.ask('POST', `${tenant}/accounts`, { username, domains, featureList }, [201, 409]);
  return (await scene.issueMany(`${tenant}/accounts/${username}`, TOKENS)).map(({ secret }) => secret);
}
