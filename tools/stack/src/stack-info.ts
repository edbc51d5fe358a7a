import { rmSync } from 'node:fs';
import { DATABASE } from './databases.js';
import { DEMO } from './demo.js';
import { natsUrl } from './nats-server.js';
import { superuserUrl } from './postgres.js';
import { writePrivateJson } from './private-files.js';
import { gatewayNames, localUrl, type ServicePlan } from './services.js';

/**
 * What `stack.json` (0600) tells whoever wants to use a running stack. It is there exactly while the stack is ready.
 */
export interface StackInfo {
  /** The first gateway, `http://127.0.0.1:PORT`. */
  readonly gateway: string;
  readonly gateways: readonly string[];
  readonly panel: string;
  /** With the name and password of the `operator` user, who may do everything. */
  readonly nats: string;
  /** With the superuser's name and password. */
  readonly postgres: string;
  readonly console: string;
  readonly operatorToken: string;
  readonly demo: {
    readonly tenant: string;
    readonly account: string;
    readonly domain: string;
    readonly fullToken: string;
    readonly restrictedToken: string;
  };
  /** `gateway-1`, `tokens-1`, …, `panel`, `nats`, `postgres`, and the launcher itself as `stack`. */
  readonly pids: Readonly<Record<string, number>>;
}

/** What to tell about a stack that has been seeded. */
export function describeStack(
  { secrets, ports, topology }: ServicePlan,
  pids: Readonly<Record<string, number>>,
): StackInfo {
  const gateways = gatewayNames(topology).map((name) => localUrl(ports.get(name)!));
  const [gateway] = gateways as [string];
  return {
    gateway,
    gateways,
    panel: localUrl(ports.get('panel')!),
    nats: natsUrl(ports.get('nats')!, { user: 'operator', password: secrets.nats.operator }),
    postgres: superuserUrl(ports.get('postgres')!, secrets.postgres.superuser, DATABASE),
    console: `${gateway}/console`,
    operatorToken: secrets.operatorToken,
    demo: {
      tenant: DEMO.tenant,
      account: DEMO.account,
      domain: DEMO.domain,
      fullToken: secrets.demo.full?.secret ?? '',
      restrictedToken: secrets.demo.restricted?.secret ?? '',
    },
    pids,
  };
}

export function writeStackFile(file: string, info: StackInfo): void {
  writePrivateJson(file, info);
}

export function removeStackFile(file: string): void {
  rmSync(file, { force: true });
}
