import { loadGrantCatalogue } from '@portcullis/catalogue';
import { judge, readSuite, situationsOf, type Situation, type Suite } from '@portcullis/cli/policy-tests';
import { instant } from '@portcullis/kernel';
import { sharedStack } from '@portcullis/testkit';
import { apiOf } from './clients/api.js';
import { extraGateway, type ExtraGateway } from './extra-gateway.js';
import { askEverywhere, DOORS, type Outcome } from './scenarios/ask-everywhere.js';
import { SCENARIO_FILES } from './scenarios/scenario-files.js';

const stack = sharedStack();
const operator = apiOf(stack.gateway, stack.operatorToken);
const catalogue = loadGrantCatalogue();

/** Behind a proxy on this machine, so that a file can say from where a token is used. */
let behindProxy: ExtraGateway;
beforeAll(async () => {
  const limits = { PORTCULLIS_ADDRESS_RATE_LIMIT: '1000000/60', PORTCULLIS_FAILURE_LIMIT: '1000000/60' };
  behindProxy = await extraGateway(limits, ['--trusted-proxies', '127.0.0.0/8']);
});
afterAll(() => behindProxy?.stop());

function read(file: string, text: string): { suite: Suite; situations: readonly Situation[] } {
  const suite = readSuite(text);
  if (!suite.ok) throw new Error(`${file}: ${JSON.stringify(suite.mistakes)}`);
  const situations = situationsOf(suite.value, catalogue);
  if (!situations.ok) throw new Error(`${file}: ${JSON.stringify(situations.mistakes)}`);
  return { suite: suite.value, situations: situations.value };
}

const outcomes: Outcome[] = [];

/** Tests of which a door was asked nothing at all. */
const NEVER_ASKED: readonly string[] = [
  // Only explain can be asked about a very second.
  ...['batch', 'can', 'panel', 'verify', 'which'].flatMap((door) => [`${door}: not the second before`, `${door}: to their last second`]),
  // What a token can do is told of what the catalogue knows.
  'can: full access reaches what no catalogue knows',
  'can: what no catalogue knows is reached by full access alone',
  // A request to the panel always comes from somewhere.
  'panel: an address that nobody knows is none that was allowed',
  "panel: an address that nobody knows is not one of the policy's",
].sort();

describe.each(SCENARIO_FILES)('$file', ({ file, text }) => {
  it('is so at every door: verify, batch, explain, what it can, which can, and a call of the panel', async () => {
    const { suite, situations } = read(file, text);
    expect(situations.filter((situation) => !judge(situation).asExpected)).toEqual([]);
    const said = await askEverywhere(suite, situations, { operator, stack, base: behindProxy.url, catalogue: catalogue.panel, now: () => instant(Date.now()) });
    outcomes.push(...said);
    expect(said.flatMap(({ disagrees }) => disagrees ?? [])).toEqual([]);
  });
});

describe('what a door could not be asked', () => {
  it('is counted and named, and is little', () => {
    const counts = DOORS.map((door) => {
      const there = outcomes.filter((outcome) => outcome.door === door);
      const unasked = there.filter(({ notAsked }) => notAsked !== null);
      const reasons = [...new Set(unasked.map(({ notAsked }) => notAsked))].map((reason) => `${unasked.filter(({ notAsked }) => notAsked === reason).length} since ${reason}`);
      return { door, questions: there.length, asked: there.length - unasked.length, reasons };
    });
    process.stdout.write(counts.map(({ door, questions, asked, reasons }) => `${door}: ${asked} of ${questions} questions asked${reasons.map((reason) => `\n    not ${reason}`).join('')}\n`).join(''));
    for (const { questions, asked } of counts) expect(asked / questions).toBeGreaterThan(0.85);
  });

  it('leaves few tests of which a door was asked nothing, each for its reason', () => {
    const tests = new Map<string, Set<string>>();
    for (const { situation: { test }, door, notAsked } of outcomes) {
      const doors = tests.get(test.name) ?? new Set(DOORS);
      if (notAsked === null) doors.delete(door);
      tests.set(test.name, doors);
    }
    const left = [...tests].flatMap(([name, doors]) => [...doors].map((door) => `${door}: ${name}`));
    expect(left.sort()).toEqual(NEVER_ASKED);
  });
});
