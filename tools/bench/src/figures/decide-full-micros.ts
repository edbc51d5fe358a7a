import { compile, decide, type CompiledToken, type Question } from '@portcullis/access';
import { loadGrantCatalogue, type PortcullisCatalogue } from '@portcullis/catalogue';
import { microsOf, timeByTurns, type Operation } from '../by-turns.js';
import type { Figure, Measuring, Measurement } from '../figure.js';
import { heapBytes } from '../rights/heap.js';
import { askedOf, boundOwnerOf, fullToken, IP, NOW, TOKENS } from '../rights/tokens.js';
import { median, rounded } from '../statistics.js';

/** So many of those that are kept take turns, each with a question of every kind. */
const ASKED = 20;
const MIX = 'each 42 grants of operations on 1-2 resources of its own, 4 of features, 2 of modules, 2 denials; 10 address ranges, a time window; no two tokens share a string';

export const decideFullMicros: Figure = {
  name: 'decideFullMicros',
  unit: 'µs, less is better',
  describe: 'a decision about a token with 50 grants on resources, 2 of them denials, an address list and a time window, under a policy; to stay at most 3',
  needsStack: false,

  async run({ seconds, signal, say }: Measuring): Promise<Measurement> {
    const catalogue = loadGrantCatalogue();
    const { asked, bytes } = measuredTokens(catalogue);
    say(`${TOKENS} tokens of 50 grants: ${bytes.compiled} bytes a token, besides ${bytes.facts} of what was read of it`);
    say(MIX);

    const questions = asked.flatMap((token, at) => questionsOf(token, at, catalogue));
    const asking = (those: readonly Expected[]): Operation => (at) => {
      const { question, allowed } = those[at % those.length]!;
      return decide(question).allowed === allowed;
    };
    const [allowed, denied] = [questions.filter((one) => one.allowed), questions.filter((one) => !one.allowed)];
    const rounds = await timeByTurns([asking(questions), asking(allowed), asking(denied)], { seconds, signal });
    const micros = microsOf(rounds, 0);
    const ofOne = (index: number) => rounded(median(microsOf(rounds, index)), 3);
    say(`${ofOne(1)} µs where the answer is yes, ${ofOne(2)} µs where it is no`);
    return {
      value: rounded(median(micros), 3),
      min: rounded(Math.min(...micros), 3),
      max: rounded(Math.max(...micros), 3),
      limit: null,
      detail: { microsAllowed: ofOne(1), microsDenied: ofOne(2), tokensAsked: ASKED, tokens: TOKENS, bytesPerToken: bytes.compiled, bytesOfFactsPerToken: bytes.facts, mix: MIX },
    };
  },
};

/** Some of the compiled tokens, and what one of all takes of the heap. */
function measuredTokens(catalogue: PortcullisCatalogue): { asked: readonly CompiledToken[]; bytes: { facts: number; compiled: number } } {
  const empty = heapBytes();
  const facts = Array.from({ length: TOKENS }, (_, at) => fullToken(at, catalogue.version));
  const read = heapBytes();
  const tokens = facts.map((one) => compile(one, catalogue));
  const compiled = heapBytes();
  return { asked: tokens.slice(0, ASKED), bytes: { facts: Math.round((read - empty) / TOKENS), compiled: Math.round((compiled - read) / TOKENS) } };
}

interface Expected {
  readonly question: Question;
  readonly allowed: boolean;
}

function questionsOf(token: CompiledToken, at: number, catalogue: PortcullisCatalogue): Expected[] {
  const owner = boundOwnerOf(catalogue);
  return askedOf(at).map(({ operation, leaves, allowed }) => ({
    question: { token, owner, operation: catalogue.operationNamed(operation), leaves, now: NOW, ip: IP },
    allowed,
  }));
}
