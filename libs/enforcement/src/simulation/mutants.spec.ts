import { DIRECTED } from './directed-for-spec.js';
import { DIRECTED_LOSSES } from './directed-losses-for-spec.js';
import { OMISSIONS, type Omission } from './omissions-for-spec.js';
import { play } from './schedule-for-spec.js';

/** How many schedules are played before it counts as not noticed: always the same ones. */
const BUDGET = 300;

const directed = new Set<Omission>([...DIRECTED, ...DIRECTED_LOSSES].map(({ without }) => without));
const left = (Object.keys(OMISSIONS) as Omission[]).filter((omission) => !directed.has(omission));

jest.setTimeout(1_800_000);

/** `npm run test:mutation` tries thousands of faults: these schedules are played without a rule, and would tell little of them. */
const describeUnlessMutated = process.env['PORTCULLIS_MUTATION'] === '1' ? describe.skip : describe;

describeUnlessMutated('random schedules notice', () => {
  it.each(left.map((omission) => [omission, OMISSIONS[omission]] as const))('%s: %s', (omission) => {
    let violation: string | null = null;
    for (let seed = 1; seed <= BUDGET && violation === null; seed++) violation = play(seed, omission).violation;
    expect(violation).not.toBeNull();
  });
});

describe('every rule', () => {
  const rules = [...Array.from({ length: 9 }, (_, at) => `V${at + 1}`), ...Array.from({ length: 12 }, (_, at) => `A${at + 1}`)];

  it.each(rules)('%s is left out by one of the mutants', (rule) => {
    expect(Object.keys(OMISSIONS).filter((omission) => omission.split(' ')[0] === rule)).not.toEqual([]);
  });
});
