import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startPanel } from '@portcullis/panel';
import { HostDoings, type Stack } from '@portcullis/stack';
import { faultText, type FaultPlan } from './faults/fault.js';
import { Nemesis } from './faults/nemesis.js';
import { planFaults } from './faults/plan-faults.js';
import { check } from './history/check.js';
import { HistoryFile, readHistory } from './history/history-file.js';
import { plantAccept } from './history/plant-accept.js';
import { Liveness } from './liveness.js';
import { GatewayClient } from './load/gateway-client.js';
import { runLoad } from './load/load.js';
import { PlayedTokens } from './load/played-tokens.js';
import { makeScene } from './load/scene.js';
import { Turns } from './load/turns.js';
import { Uses } from './load/uses.js';
import { Random } from './random.js';
import { verdictOf, type PauseFound, type Verdict } from './verdict.js';

export interface ChaosRun {
  /** As `STACK` says. */
  readonly stack: Stack;
  readonly seconds: number;
  readonly seed: string;
  /** Whether to add an accept that must not be. */
  readonly plant: boolean;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
}

/** What a run needs of its stack. It may be killed at any time, and is no loss: no need to survive a power cut. */
export const STACK = {
  ...{ gateways: 3, services: 2, links: true, durable: false },
  gatewayVariables: { PORTCULLIS_ADDRESS_RATE_LIMIT: 'off', PORTCULLIS_FAILURE_LIMIT: 'off', PORTCULLIS_DEVELOPMENT_CONTROL: '1' },
} as const;

const numbered = (kind: string, count: number): string[] => Array.from({ length: count }, (_, at) => `${kind}-${at + 1}`);
const PROCESSES = {
  gateways: numbered('gateway', STACK.gateways),
  services: ['tokens', 'permissions', 'audit'].map((name) => numbered(name, STACK.services)),
};
const PANEL_USER = { user: 'chaos', token: 'MADEUPTOKENOFTHECHAOSPANEL123456' };
const LAST_ANSWERS_WITHIN_MS = 14_000;

/** Plays, strikes and writes down; then judges what was written. */
export async function runChaos({ stack, seconds, seed, plant, signal, say }: ChaosRun): Promise<Verdict> {
  const random = new Random(seed);
  const { gateways: urls, operatorToken } = stack.info;
  const gateways = urls.map((url, at) => new GatewayClient(PROCESSES.gateways[at]!, url, operatorToken));
  const panel = await startPanel({ accounts: [{ ...PANEL_USER, mainDomain: 'chaos.example' }] });
  const host = await HostDoings.connect(stack.info);
  const path = historyPath(stack);
  const history = new HistoryFile(path);
  const nemesis = new Nemesis(stack, host);
  const uses = new Uses(history);
  const turns = new Turns(gateways, history, random.of('turns'));
  try {
    const { still, ...scene } = await makeScene(gateways[0]!, { url: panel.url, ...PANEL_USER });
    const liveness = await Liveness.of(gateways, still);
    const plan = planFaults(random.of('faults'), seconds, PROCESSES);
    const course = new Course(signal);
    const isOver = (): boolean => course.isPast(seconds * 1000);
    const faults: Record<string, number> = {};
    const load = { gateways, tokens: new PlayedTokens(history), uses, turns, random: random.of('load'), isOver };
    const told = (found: PauseFound): void => say(`${pauseText(found)}; ${Object.values(faults).reduce((a, b) => a + b, 0)} faults and ${turns.takesDone} revokes so far`);
    const [pauses] = await Promise.all([rest(plan, course, liveness, told), strike(plan, course, { nemesis, history, faults }), runLoad(load, scene)]);
    await history.close(LAST_ANSWERS_WITHIN_MS);
    if (plant) await plantAccept(path);
    const { done, surprises } = turns;
    return verdictOf({ seed, seconds }, await check(readHistory(path)), { faults, pauses, done, surprises, otherRefusals: uses.otherRefusals });
  } finally {
    nemesis.thawAll();
    for (const gateway of gateways) gateway.close();
    await Promise.all([host.close(), panel.close()]);
  }
}

export function historyPath({ dataDir }: Pick<Stack, 'dataDir'>): string {
  return join(dataDir, 'history.jsonl');
}

/** The time of a run. */
class Course {
  private readonly startedAtMs = performance.now();

  constructor(private readonly signal: AbortSignal) {}

  isPast(ms: number): boolean {
    return this.signal.aborted || performance.now() - this.startedAtMs >= ms;
  }

  /** @returns false when the run was cut short instead. */
  async reaches(ms: number): Promise<boolean> {
    await pause(Math.max(0, ms - (performance.now() - this.startedAtMs)), undefined, { signal: this.signal }).catch(() => {});
    return !this.signal.aborted;
  }
}

interface Striking {
  readonly nemesis: Nemesis;
  readonly history: HistoryFile;
  /** How many of each kind there were. */
  readonly faults: Record<string, number>;
}

async function strike({ faults: planned }: FaultPlan, course: Course, { nemesis, history, faults }: Striking): Promise<void> {
  const underWay: Promise<void>[] = [];
  for (const { atMs, fault } of planned) {
    if (!(await course.reaches(atMs))) break;
    const text = faultText(fault);
    history.note(text);
    underWay.push(
      nemesis.strike(fault).then((wasDone) => {
        history.note(`${wasDone ? 'over' : 'not done'}: ${text}`);
        if (wasDone) faults[fault.kind] = (faults[fault.kind] ?? 0) + 1;
      }),
    );
  }
  await Promise.all(underWay);
}

async function rest({ pauses }: FaultPlan, course: Course, liveness: Liveness, told: (found: PauseFound) => void): Promise<PauseFound[]> {
  const found: PauseFound[] = [];
  for (const { fromMs } of pauses) {
    if (!(await course.reaches(fromMs))) break;
    const one = { atSeconds: Math.round(fromMs / 1000), ...(await liveness.measure()) };
    found.push(one);
    told(one);
  }
  return found;
}

function pauseText({ atSeconds, liveAfterMs, missing }: PauseFound): string {
  const came = liveAfterMs === null ? `not live: ${missing.join(', ')}` : `live after ${(liveAfterMs / 1000).toFixed(1)} s`;
  return `pause at ${atSeconds} s: ${came}`;
}
