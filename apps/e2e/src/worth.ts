import { apiOf } from './clients/api.js';
import { callPanel } from './panel-calls.js';
import type { Issued, Provider } from './providers.js';

/** What an account's token is worth on each gateway: on the panel path, and on `/v1`. */
export async function worth(gateways: readonly string[], provider: Provider, token: Issued): Promise<string> {
  const answers = await Promise.all(
    gateways.flatMap((base) => [
      callPanel({ base, provider, token }),
      apiOf(base, token.secret).get(`${provider.account.path}/tokens`),
    ]),
  );
  return answers.map(({ status }) => status).join(' ');
}

/** Of two gateways. */
export const WORKS = '200 200 200 200';
export const DEAD = '401 401 401 401';
