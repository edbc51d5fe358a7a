import { LONG, SEED } from '@portcullis/testkit';
import { apiOf, type Answer, type Api } from './clients/api.js';
import { untilAllHeard, holdRelay } from './delivery.js';
import { Breakpoint, installBreakpoints, momentOf, touchedBy } from './kill/breakpoints.js';
import { expectDone, expectRepeatable, expectWhole, makeScene, toldOften, untilTold, type Scene } from './kill/scene.js';
import { INSIDE, OPERATIONS, statementAt, TOUCHES, UNANSWERED, UNMARKED, type Step } from './kill/steps.js';
import { eventually } from './eventually.js';
import { ownStack, type OwnStack } from './stacks.js';

jest.setTimeout(120_000);

/** At work at once in the service: fewer than its connections, which those that wait keep. */
const WAVE = 9;
/** How often every step is met. */
const ROUNDS = LONG ? 4 : 1;
/** Where there is no time for all waves: so many of them, others each day. */
const WAVES = 2;

let own: OwnStack;
let operator: Api;
const info = () => own.stack.info;

beforeAll(async () => {
  own = await ownStack();
  operator = apiOf(info().gateway, info().operatorToken);
  await installBreakpoints(info().postgres);
});
afterAll(() => own?.discard());

/** One kill, seen from one of the operations that it met. */
interface Met {
  readonly step: Step;
  readonly scene: Scene;
  readonly breakpoint: Breakpoint;
  readonly answer: Promise<Answer>;
}

/** Each with a shard of its own: a shard's counter is held to the end of a transaction, and others would wait there. */
async function scenesFor(steps: readonly Step[]): Promise<Scene[]> {
  const scenes: Scene[] = [];
  for (const { operation } of steps) {
    let scene: Scene;
    do scene = await makeScene(info().gateway, operator, info().postgres, operation);
    while (scenes.some(({ shard }) => shard === scene.shard));
    scenes.push(scene);
  }
  await untilAllHeard(info());
  return scenes;
}

function hold({ at }: Step, { provider, target, shard }: Scene): Promise<Breakpoint> {
  const { postgres } = info();
  if (at === 'lock of the caller') return Breakpoint.atRow(postgres, provider.token.id, statementAt(at));
  if (at === 'lock of the token') return Breakpoint.atRow(postgres, target.id, statementAt(at));
  const who = at === 'update shard_counter' ? `shard ${shard}` : provider.id;
  return Breakpoint.atTable(postgres, who, at === 'answer' ? 'commit' : at, statementAt(at));
}

/** Brings every operation to its step, and no further. */
async function bringAll(steps: readonly Step[]): Promise<Met[]> {
  const scenes = await scenesFor(steps);
  const breakpoints = await Promise.all(steps.map((step, at) => hold(step, scenes[at]!)));
  const met = steps.map((step, at) => {
    const [scene, breakpoint] = [scenes[at]!, breakpoints[at]!];
    return { step, scene, breakpoint, answer: scene.send() };
  });
  await Promise.all(breakpoints.map((breakpoint) => breakpoint.reached()));
  return met;
}

async function killTokens(): Promise<void> {
  const before = info().pids['tokens-1'];
  own.stack.kill('tokens-1', 'SIGKILL');
  await eventually(() => Promise.resolve(expect(info().pids['tokens-1']).not.toBe(before)));
}

/** Until nobody is at the old process's work, a new one serves, and all that was committed is told. */
async function settle(met: readonly Met[]): Promise<void> {
  await Promise.all(met.map(({ answer }) => answer));
  await own.stack.waitReady();
  await own.untilReady();
  await Promise.all(met.map(({ scene }) => untilTold(info().postgres, scene)));
  await untilAllHeard(info());
  await Promise.all(met.map(({ breakpoint }) => breakpoint.close()));
}

/** One state, wherever one looks; the same once more if it is asked for again; and in the trail, once. */
async function expectOne({ leaves }: Step, scene: Scene): Promise<void> {
  const wasDone = leaves === 'everything';
  await expectDone(operator, scene, wasDone);
  expect(await toldOften(operator, scene)).toBe(wasDone ? 1 : 0);
  await expectRepeatable(operator, scene, wasDone);
  await expectDone(operator, scene, true);
  await untilTold(info().postgres, scene);
  await eventually(async () => expect(await toldOften(operator, scene)).toBe(1));
  await expectWhole(info().postgres, scene);
}

const unavailable = ({ status, body }: Answer): void => {
  expect([status, body]).toMatchObject([503, { code: 'unavailable' }]);
};
const succeeded = ({ status }: Answer): void => expect([200, 201]).toContain(status);

describe('the steps', () => {
  it.each(OPERATIONS)('of %s are all that its transaction does', async (operation) => {
    const scene = await makeScene(info().gateway, operator, info().postgres, operation);
    const before = await momentOf(info().postgres);
    succeeded(await scene.send());
    const steps = ['commit', ...TOUCHES[operation]];
    expect(await touchedBy(info().postgres, scene.provider.id, before)).toEqual(steps.toSorted());
    await expectDone(operator, scene, true);
  });
});

const allWaves = Array.from({ length: ROUNDS }, (_, round) => {
  const steps = [...INSIDE.slice(round * 7), ...INSIDE.slice(0, round * 7)]; // each time in other company
  return Array.from({ length: Math.ceil(steps.length / WAVE) }, (__, at) => steps.slice(at * WAVE, (at + 1) * WAVE));
}).flat();
const waves = LONG ? allWaves : Array.from({ length: WAVES }, (_, at) => allWaves[(SEED + at) % allWaves.length]!);

describe.each(waves.map((steps, at) => ({ steps, at: at + 1 })))(`killed in the middle of transactions, seed ${SEED}, time $at`, ({ steps }) => {
  let met: Met[];

  beforeAll(async () => {
    met = await bringAll(steps);
    await killTokens();
    for (const { breakpoint } of met) await breakpoint.letGo();
    for (const { breakpoint } of met) await breakpoint.passed();
    await settle(met);
  });

  it.each(steps.map((step) => [step.operation, step.at, step.leaves, step] as const))(
    '%s, at %s, leaves %s of it, and once more makes it one',
    async (_operation, _at, _leaves, step) => {
      const { scene, answer } = met.find((one) => one.step === step)!;
      unavailable(await answer);
      await expectOne(step, scene);
    },
  );
});

describe('killed after the commit and before the answer', () => {
  let met: Met[];

  beforeAll(async () => {
    met = await bringAll(UNANSWERED);
    own.stack.kill('tokens-1', 'SIGSTOP'); // it hears of the commit never
    for (const { breakpoint } of met) await breakpoint.letGo();
    for (const { breakpoint } of met) await breakpoint.passed();
    await killTokens();
    await settle(met);
  });

  it.each(OPERATIONS)('%s is done, and once more makes it no second one', async (operation) => {
    const { step, scene, answer } = met.find((one) => one.step.operation === operation)!;
    unavailable(await answer);
    await expectOne(step, scene);
  });
});

describe('killed after publishing and before that is written down', () => {
  let met: Met[];

  beforeAll(async () => {
    met = await holdRelay(info(), 'tokens', async () => {
      const scenes = await scenesFor(UNMARKED);
      const breakpoints = await Promise.all(UNMARKED.map((step, at) => hold(step, scenes[at]!)));
      const all = UNMARKED.map((step, at) => ({ step, scene: scenes[at]!, breakpoint: breakpoints[at]!, answer: scenes[at]!.send() }));
      await Promise.all(all.map(({ answer }) => answer));
      return all;
    });
    // All are published by one relay, whose one statement waits at the first of them.
    const breakpoint = await Promise.any(met.map((one) => one.breakpoint.reached().then(() => one.breakpoint)));
    await killTokens();
    await breakpoint.endSession(); // else it would write down what the dead process asked it to
    for (const one of met) await one.breakpoint.letGo();
    await settle(met);
  });

  it.each(OPERATIONS)('%s is told again, and once', async (operation) => {
    const { step, scene, answer } = met.find((one) => one.step.operation === operation)!;
    succeeded(await answer);
    await expectOne(step, scene);
  });
});
