import { join } from 'node:path';
import { execPath } from 'node:process';
import type { ProcessSpec } from './child.js';
import type { DataDir } from './data-dir.js';
import { DATABASE, roleName, SERVICES, type ServiceName } from './databases.js';
import { DEMO } from './demo.js';
import { REPOSITORY } from './layout.js';
import type { Links, ServerName } from './links/links.js';
import { natsUrl } from './nats-server.js';
import { isListening } from './ports.js';
import { bootstrapOperator } from './operator-token.js';
import { postgresUrl } from './postgres.js';
import { writePrivateJson } from './private-files.js';
import { keyringFile, type Secrets } from './secrets.js';

/** How many processes of each kind. */
export interface Topology {
  readonly gateways: number;
  /** Of each of tokens, permissions and audit. */
  readonly services: number;
}

export interface ServicePlan {
  readonly dataDir: DataDir;
  readonly secrets: Secrets;
  readonly topology: Topology;
  /** By process name: `postgres`, `nats`, `panel`, `gateway-1`, … */
  readonly ports: ReadonlyMap<string, number>;
  /** More of the gateways' environment. */
  readonly gatewayVariables: NodeJS.ProcessEnv;
  /** null: every process reaches the servers directly. */
  readonly links: Links | null;
}

export function gatewayNames(topology: Topology): string[] {
  return numbered('gateway', topology.gateways);
}

/** The names of the processes that `nodeProcesses` describes. */
export function nodeProcessNames(topology: Topology): string[] {
  const services = SERVICES.flatMap((service) => numbered(service, topology.services));
  return ['panel', ...services, ...gatewayNames(topology)];
}

/** Which of them lean on which server. */
export function linkEnds(topology: Topology): { readonly process: string; readonly server: ServerName }[] {
  const services = SERVICES.flatMap((service) => numbered(service, topology.services));
  return [
    ...[...services, ...gatewayNames(topology)].map((process) => ({ process, server: 'nats' as const })),
    ...services.map((process) => ({ process, server: 'postgres' as const })),
  ];
}

/** All addresses of this machine itself. */
const LOOPBACK = '127.0.0.0/8,::1/128';

export function localUrl(port: number): string {
  return `http://127.0.0.1:${port}`;
}

/** The processes of the product itself and the stand-in panel, in the order in which they are started. */
export function nodeProcesses(plan: ServicePlan): ProcessSpec[] {
  const services = SERVICES.flatMap((service) =>
    numbered(service, plan.topology.services).map((name) =>
      nodeProcess(plan, name, join('apps', service), serviceEnv(plan, service, name)),
    ),
  );
  const gateways = gatewayNames(plan.topology).map((name) =>
    nodeProcess(plan, name, join('apps', 'gateway'), gatewayEnv(plan, name)),
  );
  const panel = nodeProcess(plan, 'panel', join('tools', 'panel'), panelEnv(plan));
  const isReady: ProcessSpec['isReady'] = (pid) => Promise.resolve(isListening(pid, plan.ports.get('panel')!));
  return [{ ...panel, isReady }, ...services, ...gateways];
}

function numbered(kind: string, count: number): string[] {
  return Array.from({ length: count }, (_, at) => `${kind}-${at + 1}`);
}

function nodeProcess(plan: ServicePlan, name: string, packageDir: string, env: NodeJS.ProcessEnv): ProcessSpec {
  return {
    name,
    command: execPath,
    args: [join(REPOSITORY, packageDir, 'dist', 'main.js')],
    env: {
      NODE_ENV: 'production',
      TZ: 'UTC',
      PORTCULLIS_INSTANCE: name,
      PORTCULLIS_LOG_LEVEL: 'info',
      // A launcher that is killed cannot say goodbye: the end of the pipe says it.
      PORTCULLIS_STOP_ON_STDIN_END: '1',
      ...env,
    },
    logFile: join(plan.dataDir.logDir, `${name}.log`),
    user: null,
    stopSignal: 'SIGTERM',
    stopsOnStdinEnd: true,
  };
}

function portTo({ links, ports }: ServicePlan, server: ServerName, process: string): number {
  return links?.of(process, server).port ?? ports.get(server)!;
}

function natsEnv(plan: ServicePlan, user: ServiceName | 'gateway', process: string): NodeJS.ProcessEnv {
  return { PORTCULLIS_NATS_URL: natsUrl(portTo(plan, 'nats', process), { user, password: plan.secrets.nats[user] }) };
}

function serviceEnv(plan: ServicePlan, service: ServiceName, process: string): NodeJS.ProcessEnv {
  const { dataDir, secrets } = plan;
  return {
    ...natsEnv(plan, service, process),
    PORTCULLIS_DATABASE_URL: postgresUrl(
      { name: roleName(service), password: secrets.postgres[service] },
      portTo(plan, 'postgres', process),
      DATABASE,
    ),
    ...(service === 'tokens' && {
      PORTCULLIS_KEYRING_FILE: keyringFile(dataDir, 'tokens'),
      PORTCULLIS_BOOTSTRAP_OPERATOR: bootstrapOperator(secrets.operatorToken),
    }),
  };
}

function gatewayEnv(plan: ServicePlan, name: string): NodeJS.ProcessEnv {
  return {
    ...natsEnv(plan, 'gateway', name),
    PORTCULLIS_KEYRING_FILE: keyringFile(plan.dataDir, 'gateway'),
    PORTCULLIS_LISTEN: `127.0.0.1:${plan.ports.get(name)!}`,
    PORTCULLIS_PUBLIC_URL: localUrl(plan.ports.get('gateway-1')!),
    // The stand-in panel is on this machine.
    PORTCULLIS_PRIVATE_PANELS: LOOPBACK,
    ...plan.gatewayVariables,
  };
}

function panelEnv({ dataDir, secrets, ports }: ServicePlan): NodeJS.ProcessEnv {
  const accountsFile = join(dataDir.path, 'panel-accounts.json');
  writePrivateJson(accountsFile, [
    { user: DEMO.account, token: secrets.panelToken, mainDomain: DEMO.domain, addonDomains: [] },
  ]);
  return { PORTCULLIS_LISTEN: `127.0.0.1:${ports.get('panel')!}`, PORTCULLIS_PANEL_ACCOUNTS_FILE: accountsFile };
}
