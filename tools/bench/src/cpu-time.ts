import { readdirSync, readFileSync } from 'node:fs';

/** USER_HZ, in which Linux tells times to programs: 100 on every architecture that Node runs on. */
const TICKS_PER_SECOND = 100;

/** CPU seconds that this process has used so far, without its children: its share is that of the load generator. */
export function ownCpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/**
 * CPU seconds that the given processes have used so far, by the given names, the children of each included, since
 * Postgres has one for each connection. Empty where there is no /proc.
 */
export function cpuSeconds(pids: Readonly<Record<string, number>>): Record<string, number> {
  const processes = readProcesses();
  const used = (pid: number): number =>
    processes.filter((each) => each.pid === pid || each.parent === pid).reduce((sum, { ticks }) => sum + ticks, 0);
  if (processes.length === 0) return {};
  return Object.fromEntries(Object.entries(pids).map(([name, pid]) => [name, used(pid) / TICKS_PER_SECOND]));
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  /** Of user and system time. */
  readonly ticks: number;
}

function readProcesses(): Process[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => readProcess(Number(name)));
  } catch {
    return [];
  }
}

/** proc(5): pid, name in brackets (any characters, brackets too), state, parent, …, utime (14th), stime (15th). */
function readProcess(pid: number): Process[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return [{ pid, parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) }];
  } catch {
    return []; // it ended in between
  }
}
