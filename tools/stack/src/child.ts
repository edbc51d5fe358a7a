import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { logTail } from './stack-error.js';
import type { OsUser } from './os-user.js';

/** How to run one process of the stack. */
export interface ProcessSpec {
  /** `tokens-1`, `postgres`, … */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** The whole environment: nothing of the launcher's own is inherited unless named here. */
  readonly env: NodeJS.ProcessEnv;
  /** Output is appended here. */
  readonly logFile: string;
  /** null: as the launcher itself. */
  readonly user: OsUser | null;
  /** What makes it stop in an orderly way. */
  readonly stopSignal: 'SIGTERM' | 'SIGINT';
  /** Whether it stops by itself when its standard input ends; if not, a guard does it for it. */
  readonly stopsOnStdinEnd: boolean;
  /** Clears what an earlier run left behind. Called before each start. */
  readonly beforeStart?: () => Promise<void>;
  /** Whether it answers already. Left out: it is ready once it runs. */
  readonly isReady?: (pid: number) => Promise<boolean>;
}

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

const STOP_GRACE_MS = 10_000;
const TAIL_BYTES = 8_192;

/** One running process. */
export class Child {
  readonly startedAtMs = performance.now();
  readonly exited: Promise<Exit>;
  private hasExited = false;

  private constructor(
    private readonly process: ChildProcess,
    readonly pid: number,
    private readonly stopSignal: NodeJS.Signals,
  ) {
    this.exited = new Promise((resolve) => {
      process.once('exit', (code, signal) => {
        this.hasExited = true;
        resolve({ code, signal });
      });
    });
  }

  /** @throws Error when the command cannot be run at all. */
  static async spawn(spec: ProcessSpec): Promise<Child> {
    const log = openSync(spec.logFile, 'a', 0o600);
    let running: ChildProcess;
    try {
      running = spawn(spec.command, spec.args, {
        cwd: '/',
        env: spec.env,
        // A session of its own: Ctrl-C on the terminal reaches the launcher alone, which stops the rest in order.
        detached: true,
        stdio: [spec.stopsOnStdinEnd ? 'pipe' : 'ignore', log, log],
        ...(spec.user === null ? {} : { uid: spec.user.uid, gid: spec.user.gid }),
      });
    } finally {
      closeSync(log);
    }
    running.stdin?.on('error', () => {}); // the other end went away first: `exit` tells
    await new Promise<void>((resolve, reject) => {
      running.once('spawn', resolve);
      running.once('error', reject);
    });
    const child = new Child(running, running.pid!, spec.stopSignal);
    if (!spec.stopsOnStdinEnd) guard(child, spec.stopSignal);
    return child;
  }

  get isRunning(): boolean {
    return !this.hasExited;
  }

  kill(signal: NodeJS.Signals): void {
    if (this.isRunning) this.process.kill(signal);
  }

  /** Asks it to stop, and forces it after 10 s. */
  async stop(): Promise<Exit> {
    this.kill(this.stopSignal);
    const force = setTimeout(() => this.kill('SIGKILL'), STOP_GRACE_MS);
    const exit = await this.exited;
    clearTimeout(force);
    return exit;
  }
}

/**
 * Postgres and nats-server outlive a launcher that is killed with SIGKILL. This shell waits on a pipe that only the
 * launcher holds open: when the pipe ends, it passes on the stop signal. Services see the end of their pipes at the
 * same moment, and are given time to finish what needs these two.
 */
function guard(child: Child, signal: NodeJS.Signals): void {
  const script = 'cat >/dev/null; sleep 2; kill -s "$1" "$2" 2>/dev/null';
  const shell = spawn('/bin/sh', ['-c', script, 'sh', signal.slice('SIG'.length), String(child.pid)], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  shell.stdin.on('error', () => {});
  shell.on('error', () => {}); // without /bin/sh the next start clears up instead
  // The pid may be given to somebody else from here on.
  void child.exited.then(() => shell.pid !== undefined && killGroup(shell.pid));
}

function killGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL'); // the shell and its `cat`
  } catch {
    // Already gone.
  }
}

/** How long a log is by now; 0 when there is none. */
export function logLength(logFile: string): number {
  return statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
}

/** The end of a log for an error message: of what was written after its first `from` bytes. */
export function tailOfLog(logFile: string, from: number): string {
  const size = logLength(logFile);
  const written = size < from ? 0 : from; // shorter than before: it was too long, and has been emptied meanwhile
  const start = Math.max(size - TAIL_BYTES, written);
  if (start >= size) return '';
  const fd = openSync(logFile, 'r');
  try {
    const bytes = Buffer.alloc(size - start);
    readSync(fd, bytes, 0, bytes.length, start);
    return logTail(bytes.toString('utf8'));
  } finally {
    closeSync(fd);
  }
}
