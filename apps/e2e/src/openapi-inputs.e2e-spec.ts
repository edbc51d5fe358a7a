import { LONG, SEED, sharedStack } from '@portcullis/testkit';
import { apiOf } from './clients/api.js';
import type { RawAnswer } from './clients/raw-http.js';
import { documentOf, type Operation } from './openapi/document.js';
import { judgeOf } from './openapi/judge.js';
import { exampleOf, newWorld, send } from './openapi/requests.js';
import { triesOf, type Try } from './openapi/tries.js';

/**
 * Everything that the document which the gateway serves says of an operation is tried on it, with nothing known but the document:
 * an operation that is added tomorrow is tried tomorrow.
 */
const { gateway, operatorToken } = sharedStack();
const operator = apiOf(gateway, operatorToken);
const document = documentOf(gateway);
const judge = judgeOf(document);

/** What a request that is not accepted as it stands is answered with. */
const REFUSED = [400, 413, 415, 428];

function faultsOf(operation: Operation, answer: RawAnswer, expected: Try['expected']): string[] {
  const faults = judge.faultsOf(operation, answer);
  const refused = REFUSED.includes(answer.status);
  if (expected === 'refused' && !refused) faults.push(`is answered with ${answer.status}, though the document refuses it`);
  if (expected === 'accepted' && refused) faults.push(`is refused, though the document accepts it: ${answer.body.toString()}`);
  return faults;
}

/** A part that is busy says 503, and that it may be tried again: as a client would. What goes on being answered so is a fault. */
async function answered(...asked: Parameters<typeof send>): Promise<RawAnswer> {
  for (let attempt = 1; ; attempt++) {
    const answer = await send(...asked);
    if (answer.status !== 503 || attempt === 5) return answer;
  }
}

/** Of the tries, where there is no time for all: another third each day. */
const EVERY = LONG ? 1 : 3;

/** Several at once, as far below the services' bounds on work in hand as other specs leave room for. */
const AT_ONCE = 6;

describe(`every operation of the document does as the document says, ${LONG ? 'each try' : `a third of the tries, seed ${SEED}`}`, () => {
  it.each(document.operations)('$name: with input that is missing, too much, of the wrong type, and at every bound', async (operation) => {
    const { place, token } = await newWorld(operator, operation);
    const tries = triesOf(operation, exampleOf(operation, place), judge).filter((_, at) => (at + SEED) % EVERY === 0);
    const faults: string[] = [];
    for (let i = 0; i < tries.length; i += AT_ONCE) {
      const some = tries.slice(i, i + AT_ONCE);
      const answers = await Promise.all(some.map(({ request }) => answered(gateway, token, operation, request)));
      some.forEach(({ what, expected }, n) => faults.push(...faultsOf(operation, answers[n]!, expected).map((fault) => `${what}: ${fault}`)));
    }
    expect(faults).toEqual([]);
  });

  it.each(document.operations)('$name: with its own example', async (operation) => {
    const { place, token } = await newWorld(operator, operation);
    const answer = await answered(gateway, token, operation, exampleOf(operation, place));
    expect({ faults: judge.faultsOf(operation, answer), status: String(answer.status) }).toEqual({
      faults: [],
      status: Object.keys(operation.responses).find((status) => status.startsWith('2')),
    });
  });
});
