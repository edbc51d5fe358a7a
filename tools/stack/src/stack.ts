import { pid as ownPid } from 'node:process';
import { makeSubFolders, openDataDir, wipe, type DataDir } from './data-dir.js';
import { DATABASE, prepareDatabase } from './databases.js';
import { takeLock } from './launcher-lock.js';
import { recordProcesses, stopLeftovers } from './leftovers.js';
import type { FaultProxy } from './links/fault-proxy.js';
import { Links, type ServerName } from './links/links.js';
import { boundLogs } from './log-bounds.js';
import { postgresUser, type OsUser } from './os-user.js';
import { silent, type Progress } from './progress.js';
import { isListening } from './ports.js';
import { askReadiness, type Readiness } from './readiness.js';
import { loadSecrets, saveSecrets, type DemoToken } from './secrets.js';
import { seed } from './seed.js';
import { gatewayNames, linkEnds, localUrl, nodeProcesses, nodeProcessNames, type ServicePlan } from './services.js';
import { StackError } from './stack-error.js';
import { describeStack, removeStackFile, writeStackFile, type StackInfo } from './stack-info.js';
import { chooseStackPorts } from './stack-ports.js';
import { natsProcess, postgresProcess, type ServerProcess } from './stack-servers.js';
import { Supervisor } from './supervisor.js';

export interface StackOptions {
  readonly dataDir: string;
  /** Wished for the first gateway, 0 for any; another one is taken when somebody else has it. */
  readonly port?: number;
  /** Tried when no port is wished, and this folder's last one is none or taken. By default any free one. */
  readonly usualPort?: number;
  /** How many gateway processes; default 1. */
  readonly gateways?: number;
  /** How many processes of each of tokens, permissions and audit; default 1. */
  readonly services?: number;
  /** More of the gateways' environment, such as other limits by address: all of a test's requests come from one. */
  readonly gatewayVariables?: NodeJS.ProcessEnv;
  /** false for tests: a power cut may cost the data, `kill -9` does not. Default true. */
  readonly durable?: boolean;
  /** Wipe the data first. */
  readonly fresh?: boolean;
  /** Whether each process reaches NATS and Postgres by a link of its own, which can be made to fail; default false. */
  readonly links?: boolean;
  /** Whether a process that dies is started again; default true. */
  readonly supervise?: boolean;
  /** Hears what is being done; by default nobody does. */
  readonly progress?: Progress;
  /** Aborted while the stack starts, it makes `startStack` stop what runs already, and throw. */
  readonly signal?: AbortSignal;
}

/** A running stack. Process names are the keys of `info.pids`, `stack` excepted. */
export interface Stack {
  /** The content of `stack.json` as of now. */
  readonly info: StackInfo;
  readonly demoTokens: { readonly full: DemoToken; readonly restricted: DemoToken };
  readonly dataDir: string;
  readonly logDir: string;
  readonly postgresDir: string;
  readonly natsStoreDir: string;
  /** Resolves when every gateway reaches every service. @throws StackError when that takes more than a minute. */
  waitReady(): Promise<void>;
  /** Sends a signal; a process that dies of it is started again, if the stack supervises. */
  kill(name: string, signal: NodeJS.Signals): void;
  /** Stops a process until `startProcess`. */
  stopProcess(name: string): Promise<void>;
  startProcess(name: string): Promise<void>;
  /** The way of one process to one server. @throws StackError in a stack without links. */
  link(process: string, server: ServerName): FaultProxy;
  /** Stops everything, gateways first. Safe to call again. */
  stop(): Promise<void>;
}

/**
 * Starts Postgres, NATS, the services, the gateways and the stand-in panel, with a seeded demo tenant, on one data
 * folder.
 * @throws StackError for whatever the person at the terminal can mend; nothing is left running then.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const user = postgresUser();
  const dataDir = openDataDir(options.dataDir, user);
  const lock = takeLock(dataDir.lockFile);
  const stack = new RunningStack(options, dataDir, user, lock);
  try {
    await unlessAborted(stack.start(), options.signal);
    return stack;
  } catch (error) {
    await stack.stop();
    throw error;
  }
}

/** Gateways first: nobody is left waiting for a service that is going away. Postgres last: everybody writes to it. */
const STOP_ORDER = [
  (name: string) => name.startsWith('gateway-'),
  (name: string) => !['panel', 'nats', 'postgres'].includes(name),
  (name: string) => name === 'panel',
  (name: string) => name === 'nats',
  () => true,
];
const LOG_CHECK_MS = 30_000;

class RunningStack implements Stack {
  private readonly supervisor: Supervisor;
  private readonly progress: Progress;
  private plan: ServicePlan | null = null;
  private announced = false;
  private logCheck: NodeJS.Timeout | null = null;
  private stopping: Promise<void> | null = null;

  constructor(
    private readonly options: StackOptions,
    private readonly files: DataDir,
    private readonly user: OsUser | null,
    private readonly lock: { release(): void },
  ) {
    this.progress = options.progress ?? silent;
    this.supervisor = new Supervisor({
      restart: options.supervise ?? true,
      onChange: () => this.record(),
      say: (line) => this.progress.say(line),
    });
  }

  get dataDir(): string {
    return this.files.path;
  }

  get logDir(): string {
    return this.files.logDir;
  }

  get postgresDir(): string {
    return this.files.postgresDir;
  }

  get natsStoreDir(): string {
    return this.files.natsStoreDir;
  }

  get info(): StackInfo {
    const pids = Object.fromEntries(this.supervisor.running().map(({ spec, pid }) => [spec.name, pid]));
    return describeStack(this.planned(), { ...pids, stack: ownPid });
  }

  get demoTokens(): Stack['demoTokens'] {
    const { full, restricted } = this.planned().secrets.demo;
    if (full === null || restricted === null) throw new StackError('the demo tenant is not seeded yet');
    return { full, restricted };
  }

  async start(): Promise<void> {
    const { files, progress, options } = this;
    removeStackFile(files.stackFile);
    await stopLeftovers(files.processesFile);
    if (options.fresh === true) wipe(files);
    makeSubFolders(files);
    boundLogs(files.logDir);
    this.logCheck = setInterval(() => boundLogs(files.logDir), LOG_CHECK_MS).unref();
    if (files.stateDir !== files.path)
      progress.say(
        `${files.path} is closed to the user ${this.user!.name}, who runs Postgres: its data is in ${files.stateDir}`,
      );

    const secrets = loadSecrets(files);
    const topology = { gateways: options.gateways ?? 1, services: options.services ?? 1 };
    const ports = await chooseStackPorts(
      files.portsFile,
      gatewayNames(topology),
      [options.port, options.usualPort],
      progress.say,
    );
    const links = options.links === true ? await Links.open(linkEnds(topology), ports) : null;
    const plan = { dataDir: files, secrets, topology, ports, gatewayVariables: options.gatewayVariables ?? {}, links };
    this.plan = plan;
    await Promise.all([
      this.startServer('postgres', () => postgresProcess(plan, this.user, options.durable ?? true, progress.say)),
      this.startServer('nats', () => natsProcess(plan, progress.say)),
    ]);
    await progress.step(
      'database',
      () => prepareDatabase({ port: ports.get('postgres')!, passwords: secrets.postgres, database: DATABASE }),
      (applied) => (applied === 0 ? 'schemas are up to date' : `${applied} migrations applied`),
    );
    await this.startServices();
    await progress.step(
      'demo',
      () => this.seed(),
      () => 'tenant demo, account alice',
    );
    this.announced = true;
    this.record();
  }

  async waitReady(): Promise<void> {
    const { topology } = this.planned();
    let suspect = 'gateway-1';
    const isReady = async (): Promise<boolean> => {
      const answers = await Promise.all(gatewayNames(topology).map((name) => this.askGateway(name)));
      const missing = answers.flatMap((answer) => answer.missing)[0];
      suspect = missing === undefined ? 'gateway-1' : `${missing}-1`;
      return answers.every(({ ready }) => ready);
    };
    await this.supervisor.untilReady(nodeProcessNames(topology), isReady, () => suspect);
  }

  kill(name: string, signal: NodeJS.Signals): void {
    this.supervisor.kill(name, signal);
  }

  stopProcess(name: string): Promise<void> {
    return this.supervisor.stopProcess(name);
  }

  startProcess(name: string): Promise<void> {
    return this.supervisor.startProcess(name);
  }

  link(process: string, server: ServerName): FaultProxy {
    const { links } = this.planned();
    if (links === null) throw new StackError('this stack was started without links');
    return links.of(process, server);
  }

  stop(): Promise<void> {
    this.stopping ??= this.stopAll();
    return this.stopping;
  }

  private async stopAll(): Promise<void> {
    this.announced = false;
    removeStackFile(this.files.stackFile);
    if (this.logCheck !== null) clearInterval(this.logCheck);
    await this.supervisor.close(STOP_ORDER);
    await this.plan?.links?.close();
    this.lock.release();
  }

  private async startServer(label: string, prepare: () => Promise<ServerProcess>): Promise<void> {
    const run = async (): Promise<string> => {
      const { spec, title } = await prepare();
      await this.supervisor.start(spec);
      await this.supervisor.untilProcessReady(spec.name);
      return title;
    };
    await this.progress.step(label, run, (title) => title);
  }

  private async startServices(): Promise<void> {
    const processes = nodeProcesses(this.planned());
    await this.progress.step(
      'services',
      async () => {
        await Promise.all(processes.map((spec) => this.supervisor.start(spec)));
        await Promise.all([this.supervisor.untilProcessReady('panel'), this.waitReady()]);
      },
      () => `${processes.length} processes, gateway on port ${this.planned().ports.get('gateway-1')!}`,
    );
  }

  private async seed(): Promise<void> {
    const plan = this.planned();
    const save = (secrets: ServicePlan['secrets']): void => saveSecrets(this.files, secrets);
    const panelUrl = localUrl(plan.ports.get('panel')!);
    const secrets = await seed({
      gatewayUrl: localUrl(plan.ports.get('gateway-1')!),
      panelUrl,
      secrets: plan.secrets,
      save,
    });
    this.plan = { ...plan, secrets };
  }

  private async askGateway(name: string): Promise<Readiness> {
    const port = this.planned().ports.get(name)!;
    const pid = this.supervisor.running().find(({ spec }) => spec.name === name)?.pid;
    if (pid === undefined || !isListening(pid, port)) return { ready: false, missing: [] };
    return askReadiness(localUrl(port));
  }

  /** After each start and death: what a later launcher must clear up, and which pids are true now. */
  private record(): void {
    recordProcesses(this.files.processesFile, this.supervisor.running());
    if (this.announced) writeStackFile(this.files.stackFile, this.info);
  }

  private planned(): ServicePlan {
    if (this.plan === null) throw new StackError('the stack has not started yet');
    return this.plan;
  }
}

async function unlessAborted(work: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return work;
  const aborted = new Promise<never>((_, reject) => {
    const abort = (): void => reject(new StackError('stopped before it was ready'));
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
  });
  await Promise.race([work, aborted]);
}
