import { join } from 'node:path';
import { REPOSITORY } from '@portcullis/stack/layout';
import { sharedStack, sharedStackDir, startBackground } from '@portcullis/testkit';

/** A gateway of a spec's own beside those of the shared stack: with other settings, and to be killed. */
export interface ExtraGateway {
  /** `http://127.0.0.1:PORT`, or `https://…` */
  readonly url: string;
  readonly pid: number;
  /** In order, as with SIGTERM. */
  stop(): Promise<void>;
}

let made = 0;

export async function extraGateway(variables: NodeJS.ProcessEnv = {}, flags: readonly string[] = []): Promise<ExtraGateway> {
  const { nats, gateway } = sharedStack();
  const { ready, pid, stop } = await startBackground({
    args: [join(REPOSITORY, 'apps', 'gateway', 'dist', 'main.js'), ...flags],
    env: {
      PORTCULLIS_INSTANCE: `gateway-extra-${++made}`,
      PORTCULLIS_NATS_URL: nats,
      PORTCULLIS_LISTEN: '127.0.0.1:0',
      PORTCULLIS_PUBLIC_URL: gateway,
      PORTCULLIS_KEYRING_FILE: join(sharedStackDir(), 'keys', 'gateway.json'),
      PORTCULLIS_PRIVATE_PANELS: '127.0.0.0/8,::1/128',
      PORTCULLIS_STOP_ON_STDIN_END: '1',
      ...variables,
    },
    ready: (output) => /"address":"(https?:[^"]+)"/.exec(output)?.[1] ?? null,
    withinMs: 30_000,
  });
  return { url: ready, pid, stop };
}
