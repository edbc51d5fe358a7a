import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * One process of one boot. A pid alone is not enough: pids are given again, in containers within minutes, and a stale
 * one would make us wait for, or kill, a stranger.
 */
export interface ProcessIdentity {
  readonly pid: number;
  /** Field 22 of /proc/PID/stat: clock ticks between boot and the start of the process. */
  readonly startTicks: string;
}

/** Field 22 of proc(5)'s `stat`. The second field, the command in brackets, may itself hold blanks and brackets. */
export function startTicksOf(stat: string): string {
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

/** null when no such process runs (a zombie no longer runs). */
export function identify(pid: number): ProcessIdentity | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const state = stat.charAt(stat.lastIndexOf(')') + 2);
    return state === 'Z' || state === 'X' ? null : { pid, startTicks: startTicksOf(stat) };
  } catch {
    return null;
  }
}

export function isRunning(identity: ProcessIdentity): boolean {
  return identify(identity.pid)?.startTicks === identity.startTicks;
}

/** The command line of a process, its arguments separated by blanks; empty when it is gone. */
export function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

/** Stops a process that is not our child: asks, waits, and after `graceMs` forces it. */
export async function stopStranger(identity: ProcessIdentity, signal: NodeJS.Signals, graceMs = 10_000): Promise<void> {
  const deadline = performance.now() + graceMs;
  signalIfRunning(identity, signal);
  while (isRunning(identity)) {
    if (performance.now() > deadline) signalIfRunning(identity, 'SIGKILL');
    await delay(20);
  }
}

function signalIfRunning(identity: ProcessIdentity, signal: NodeJS.Signals): void {
  if (!isRunning(identity)) return;
  try {
    process.kill(identity.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
