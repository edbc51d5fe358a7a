import { setTimeout as delay } from 'node:timers/promises';
import { Child, logLength, tailOfLog, type Exit, type ProcessSpec } from './child.js';
import { restartDelayMs } from './restart-delay.js';
import { StackError } from './stack-error.js';

export interface SupervisorOptions {
  /** Whether a process that dies is started again. */
  readonly restart: boolean;
  /** Called after each start and each death. */
  readonly onChange: () => void;
  /** A line for the person at the terminal. */
  readonly say: (line: string) => void;
}

interface Entry {
  readonly spec: ProcessSpec;
  /** Bytes of its log that an earlier run wrote. */
  readonly oldLogBytes: number;
  child: Child | null;
  /** The start in progress, if there is one. */
  starting: Promise<void>;
  /** Whether it is meant to run. */
  wanted: boolean;
  /** In a row; a process that lived a while, or was found ready, begins anew. */
  deaths: number;
  allDeaths: number;
  lastExit: Exit | null;
  retry: NodeJS.Timeout | null;
}

const STEADY_AFTER_MS = 10_000;
const READY_POLL_MS = 20;
const READY_WITHIN_MS = 60_000;
/** So many deaths while somebody waits for it to be ready are no accident. */
const HOPELESS_DEATHS = 3;

/** Runs the processes of the stack: starts them again when they die, and stops them in order. */
export class Supervisor {
  private readonly entries = new Map<string, Entry>();
  private closed = false;

  constructor(private readonly options: SupervisorOptions) {}

  /** Adds a process and starts it. It may die at once: `untilReady` tells. */
  async start(spec: ProcessSpec): Promise<void> {
    if (this.closed) throw new StackError('the stack is being stopped');
    const entry: Entry = {
      spec,
      oldLogBytes: logLength(spec.logFile),
      child: null,
      starting: Promise.resolve(),
      wanted: true,
      deaths: 0,
      allDeaths: 0,
      lastExit: null,
      retry: null,
    };
    this.entries.set(spec.name, entry);
    await this.run(entry);
  }

  /** Starts a process again that `stopProcess` stopped. */
  async startProcess(name: string): Promise<void> {
    const entry = this.entry(name);
    if (entry.wanted) return;
    entry.wanted = true;
    entry.deaths = 0;
    await this.run(entry);
  }

  /** Stops a process and leaves it stopped. */
  async stopProcess(name: string): Promise<void> {
    const entry = this.entry(name);
    entry.wanted = false;
    if (entry.retry !== null) clearTimeout(entry.retry);
    await entry.starting.catch(() => {}); // whoever asked for the start hears of the failure
    await entry.child?.stop();
  }

  /** @throws StackError when no such process runs. */
  kill(name: string, signal: NodeJS.Signals): void {
    const { child } = this.entry(name);
    if (child === null) throw new StackError(`${name} is not running`);
    child.kill(signal);
  }

  /** Those that run now, by name. */
  running(): { readonly spec: ProcessSpec; readonly pid: number }[] {
    return [...this.entries.values()].flatMap(({ spec, child }) => (child === null ? [] : [{ spec, pid: child.pid }]));
  }

  /**
   * Polls `isReady` until it holds. When time runs out, `suspect` says whose log to show.
   * @throws StackError that names the process and ends with its last log lines, when one of `names` keeps dying or
   *   time is up.
   */
  async untilReady(names: readonly string[], isReady: () => Promise<boolean>, suspect: () => string): Promise<void> {
    const deadline = performance.now() + READY_WITHIN_MS;
    const entries = names.map((name) => ({ entry: this.entry(name), deathsBefore: this.entry(name).allDeaths }));
    for (;;) {
      if (this.closed) throw new StackError('the stack is being stopped');
      if (await isReady()) break;
      for (const { entry, deathsBefore } of entries) {
        const hopeless = this.options.restart
          ? entry.allDeaths - deathsBefore >= HOPELESS_DEATHS
          : entry.lastExit !== null && entry.child === null;
        if (entry.wanted && hopeless)
          throw this.failure(entry, `${entry.spec.name} does not start (${describe(entry.lastExit)})`);
      }
      if (performance.now() > deadline) {
        throw this.failure(this.entry(suspect()), `${suspect()} was not ready within ${READY_WITHIN_MS / 1000} s`);
      }
      await delay(READY_POLL_MS);
    }
    for (const { entry } of entries) entry.deaths = 0;
  }

  /** Waits until this one process answers, by its own `isReady`. */
  async untilProcessReady(name: string): Promise<void> {
    const entry = this.entry(name);
    const isReady = entry.spec.isReady ?? (() => Promise.resolve(true));
    await this.untilReady(
      [name],
      async () => entry.child !== null && isReady(entry.child.pid),
      () => name,
    );
  }

  /** Stops process after process, those of one group at once, in the order of the groups; starts none from now on. */
  async close(groups: readonly ((name: string) => boolean)[]): Promise<void> {
    this.closed = true;
    const left = new Set(this.entries.keys());
    for (const inGroup of groups) {
      const names = [...left].filter(inGroup);
      for (const name of names) left.delete(name);
      await Promise.all(names.map((name) => this.stopProcess(name)));
    }
  }

  /** Every process, at once and without mercy. */
  killAll(): void {
    this.closed = true;
    for (const entry of this.entries.values()) {
      entry.wanted = false;
      if (entry.retry !== null) clearTimeout(entry.retry);
      entry.child?.kill('SIGKILL');
    }
  }

  private run(entry: Entry): Promise<void> {
    entry.starting = this.spawn(entry);
    return entry.starting;
  }

  private async spawn(entry: Entry): Promise<void> {
    const { spec } = entry;
    await spec.beforeStart?.();
    if (!entry.wanted) return;
    const child = await Child.spawn(spec);
    entry.child = child;
    void child.exited.then((exit) => this.died(entry, child, exit));
    this.options.onChange();
  }

  private died(entry: Entry, child: Child, exit: Exit): void {
    const { name } = entry.spec;
    entry.child = null;
    entry.lastExit = exit;
    entry.allDeaths += 1;
    entry.deaths = performance.now() - child.startedAtMs > STEADY_AFTER_MS ? 1 : entry.deaths + 1;
    this.options.onChange();
    if (!entry.wanted) return;
    if (!this.options.restart) return this.options.say(`${name} died (${describe(exit)})`);
    this.again(entry, `${name} died (${describe(exit)})`);
  }

  private again(entry: Entry, what: string): void {
    const waitMs = restartDelayMs(entry.deaths);
    this.options.say(`${what}; starting it again in ${waitMs / 1000} s`);
    entry.retry = setTimeout(() => {
      entry.retry = null;
      this.run(entry).catch((error: unknown) => {
        entry.deaths += 1;
        entry.allDeaths += 1;
        this.again(
          entry,
          `${entry.spec.name} cannot be started (${error instanceof Error ? error.message : 'unknown'})`,
        );
      });
    }, waitMs);
  }

  private entry(name: string): Entry {
    const entry = this.entries.get(name);
    if (entry === undefined)
      throw new StackError(`no process is named ${name}; there are ${[...this.entries.keys()].join(', ')}`);
    return entry;
  }

  private failure({ spec, oldLogBytes }: Entry, what: string): StackError {
    const tail = tailOfLog(spec.logFile, oldLogBytes);
    return new StackError(
      tail === '' ? `${what}. ${spec.logFile} is empty.` : `${what}. The end of ${spec.logFile}:\n${tail}`,
    );
  }
}

function describe(exit: Exit | null): string {
  return exit?.signal ?? `exit code ${exit?.code ?? 'unknown'}`;
}
