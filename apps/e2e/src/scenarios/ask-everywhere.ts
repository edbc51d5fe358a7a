import { judge, questionText, type Situation, type Suite } from '@portcullis/cli/policy-tests';
import { instant, type Instant } from '@portcullis/kernel';
import { can, disagreement, explain, verify, verifyBatch, which, type Door, type Said } from './doors.js';
import { callThePanel, type PanelDoor } from './panel-doors.js';
import { buildScene, type Means, type RealToken, type Scene } from './scene.js';

export const DOORS = ['verify', 'batch', 'explain', 'can', 'which', 'panel'] as const;
export type DoorName = (typeof DOORS)[number];

/** Doors that are asked about one question at a time, by the operator. */
const SINGLE: Readonly<Partial<Record<DoorName, Door>>> = { verify, explain, can, which };

/** What became of one question at one door. */
export interface Outcome {
  readonly situation: Situation;
  readonly door: DoorName;
  /** Why it could not be asked there; null: it was. */
  readonly notAsked: string | null;
  /** What was said otherwise than the file and the rules say; null: nothing. */
  readonly disagrees: string | null;
}

export type Everywhere = Omit<Means, 'doors'> & PanelDoor;

/** How many questions are asked at once: enough to keep two processors busy. */
const AT_ONCE = 12;
const ANSWERED_WITHIN_MS = 20_000;
const CLOCK: Said = { notAsked: 'its answer turns while the clock goes on' };

/** Makes the world of a file, puts every question of it to every door, and tells what each said. */
export async function askEverywhere(suite: Suite, situations: readonly Situation[], as: Everywhere): Promise<Outcome[]> {
  const scene = await buildScene(suite, situations, { ...as, doors: DOORS });
  try {
    const single = situations.flatMap((situation) => DOORS.filter((door) => door !== 'batch').map((door) => ({ situation, door })));
    const inBatch = situations.filter((situation) => isSteady(situation, scene.tokenFor(situation, 'batch'), as.now()));
    const saidInBatch = await verifyBatch(inBatch.map((situation) => [situation, scene.tokenFor(situation, 'batch')] as const), as);
    const outcomes = situations.map((situation) => outcomeOf(situation, 'batch', inBatch.includes(situation) ? saidInBatch[inBatch.indexOf(situation)]! : CLOCK));
    await Promise.all(Array.from({ length: AT_ONCE }, async () => {
      for (let next = single.shift(); next !== undefined; next = single.shift()) outcomes.push(outcomeOf(next.situation, next.door, await ask(next.situation, next.door, scene, as)));
    }));
    return outcomes;
  } finally {
    await scene.close();
  }
}

async function ask(situation: Situation, door: DoorName, scene: Scene, as: Everywhere): Promise<Said> {
  const token = scene.tokenFor(situation, door);
  // Only explain can be asked about a very moment.
  if (door !== 'explain' && !isSteady(situation, token, as.now())) return CLOCK;
  return door === 'panel' ? callThePanel(situation, token, as) : SINGLE[door]!(situation, token, as);
}

/** Whether the answer now, and for as long as asking takes, is that of the moment that the file names. */
function isSteady(situation: Situation, { shifted: { byMs } }: RealToken, now: Instant): boolean {
  const answers = [situation.now, now - byMs, now - byMs + ANSWERED_WITHIN_MS].map((at) => JSON.stringify(judge(at === situation.now ? situation : moved(situation, instant(at))).decision));
  return new Set(answers).size === 1;
}

/** A test that says nothing of when the token was last used means that it was not long ago. */
function moved(situation: Situation, now: Instant): Situation {
  const { facts } = situation.compiled;
  const activeAt = situation.token.life.lastUsedAt === undefined ? now : facts.activeAt;
  return { ...situation, now, compiled: { ...situation.compiled, facts: { ...facts, activeAt } } };
}

function outcomeOf(situation: Situation, door: DoorName, said: Said): Outcome {
  const differs = disagreement(said, judge(situation).decision);
  return { situation, door, notAsked: 'notAsked' in said ? said.notAsked : null, disagrees: differs === null ? null : `${door} ${differs}: ${situation.token.name} ${questionText(situation)} (line ${situation.line})` };
}
