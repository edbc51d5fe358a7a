import type { LinkFault, ServerName } from '@portcullis/stack';
import type { Random } from '../random.js';
import type { Fault, FaultPlan, Pause, PlannedFault } from './fault.js';

export interface Processes {
  readonly gateways: readonly string[];
  /** Each service's processes, which can stand in for each other. */
  readonly services: readonly (readonly string[])[];
}

/** From pause to pause. */
const CYCLE_MS = 60_000;
const PAUSE_MS = 12_000;
const GAP_MS = { least: 1_300, below: 2_700 };
const FAULT_MS = { least: 200, below: 6_000 };
/** How long what was killed, frozen or cut off is given to come back before it, or all that could stand in for it, is hit again. */
const RECOVERY_MS = 4_000;
/** A broker or a database that was away is away for all. */
const SERVER_RECOVERY_MS = 9_000;
/** A gateway that keeps revokes waiting three times in a minute gets no lease for a while, which is meant, and is not being live. */
const HARD_HITS = { most: 2, withinMs: 62_000 };
/** Shorter, a lease lives through it. */
const HARD_MS = 1_200;

const WEIGHTS = { kill: 20, freeze: 22, cut: 30, 'set clock': 10, 'restart nats': 7, 'restart postgres': 5, 'delete stream': 6 };

/** The faults of a run: with the same seed the same ones, however the run goes. Pure. */
export function planFaults(random: Random, seconds: number, processes: Processes): FaultPlan {
  const pauses = pausesOf(seconds * 1000);
  const planning = new Planning(random, processes);
  const faults: PlannedFault[] = [];
  let atMs = 1_000;
  for (const { fromMs, toMs } of pauses) {
    for (; atMs < fromMs - FAULT_MS.least; atMs += Math.round(random.between(GAP_MS.least, GAP_MS.below))) {
      const fault = planning.next(atMs, fromMs);
      if (fault !== null) faults.push({ atMs, fault });
    }
    atMs = toMs + 500;
  }
  return { faults, pauses };
}

/** The last twelve seconds of each minute, and of the run. Of a short run, the second half. */
function pausesOf(endMs: number): Pause[] {
  const pauses: Pause[] = [];
  for (let toMs = CYCLE_MS; toMs <= endMs; toMs += CYCLE_MS) pauses.push({ fromMs: toMs - PAUSE_MS, toMs });
  const restMs = endMs % CYCLE_MS;
  if (restMs > 0) pauses.push({ fromMs: endMs - Math.min(PAUSE_MS, restMs / 2), toMs: endMs });
  return pauses;
}

class Planning {
  /** Until when a process is under a fault or coming back. */
  private readonly busyUntilMs = new Map<string, number>();
  private serversBusyUntilMs = 0;
  private readonly hardHits = new Map<string, number[]>();

  constructor(
    private readonly random: Random,
    private readonly processes: Processes,
  ) {}

  /** null: what was drawn would leave nobody to do some work. */
  next(atMs: number, endMs: number): Fault | null {
    const { random } = this;
    // Many short ones, and enough that a lease does not live through.
    const drawnMs = random.chance(0.5) ? random.spread(FAULT_MS.least, FAULT_MS.below) : random.between(FAULT_MS.least, FAULT_MS.below);
    const forMs = Math.round(Math.min(drawnMs, endMs - atMs));
    const kind = random.weighted(WEIGHTS);
    switch (kind) {
      case 'restart nats':
        return this.serverMayGo(atMs) ? { kind: 'restart', server: 'nats', how: random.pick(['orderly', 'killed', 'emptied'] as const) } : null;
      case 'restart postgres':
        return this.serverMayGo(atMs) ? { kind: 'restart', server: 'postgres', how: random.pick(['fast', 'immediate'] as const) } : null;
      case 'delete stream':
        return { kind };
      case 'set clock': {
        const process = random.pick(this.processes.gateways);
        return { kind, process, aheadMs: random.pick([-3_600_000, 3_600_000, 0]) };
      }
      case 'kill': {
        const process = this.drawProcess(atMs, FAULT_MS.below);
        return process === null ? null : { kind, process };
      }
      case 'freeze': {
        const process = this.drawProcess(atMs, forMs);
        return process === null ? null : { kind, process, forMs };
      }
      case 'cut': {
        const process = this.drawProcess(atMs, forMs);
        if (process === null) return null;
        const from: ServerName = this.processes.gateways.includes(process) || random.chance(0.6) ? 'nats' : 'postgres';
        return { kind, process, from, how: this.drawHow(), forMs };
      }
    }
  }

  private drawHow(): LinkFault {
    const how = this.random.weighted({ hole: 5, reset: 2, deaf: 2, late: 2 });
    return how === 'late' ? { latencyMs: Math.round(this.random.spread(5, 400)) } : how;
  }

  private serverMayGo(atMs: number): boolean {
    if (atMs < this.serversBusyUntilMs) return false;
    this.serversBusyUntilMs = atMs + SERVER_RECOVERY_MS;
    return true;
  }

  private drawProcess(atMs: number, forMs: number): string | null {
    const { gateways, services } = this.processes;
    const isBusy = (name: string): boolean => (this.busyUntilMs.get(name) ?? 0) > atMs;
    // What a gateway misses is what this is about.
    const group = this.random.pick([gateways, gateways, ...services]);
    const name = this.random.pick(group);
    const isLast = group.every((other) => other === name || isBusy(other));
    if (isBusy(name) || isLast || !this.mayHit(name, atMs, forMs)) return null;
    this.busyUntilMs.set(name, atMs + forMs + RECOVERY_MS);
    return name;
  }

  private mayHit(name: string, atMs: number, forMs: number): boolean {
    if (forMs < HARD_MS || !this.processes.gateways.includes(name)) return true;
    const recent = (this.hardHits.get(name) ?? []).filter((before) => atMs - before < HARD_HITS.withinMs);
    if (recent.length >= HARD_HITS.most) return false;
    this.hardHits.set(name, [...recent, atMs]);
    return true;
  }
}
