import { compile, decide, type CompiledToken } from '@portcullis/access';
import { loadGrantCatalogue } from '@portcullis/catalogue';
import { hash } from 'node:crypto';
import { microsOf, ratiosOf, timeByTurns, type Operation } from '../by-turns.js';
import type { Figure, Measuring, Measurement } from '../figure.js';
import { IP, NOW, ownerOf, plainToken, TOKENS, tokenTexts } from '../rights/tokens.js';
import { median, rounded } from '../statistics.js';

/**
 * So many of those that are kept take turns: as load is, a few tokens do most of the asking. Where all are asked by turns, none is in
 * the processor's caches, and what is measured is how busy its other users keep the memory; that is told beside it.
 */
const ASKED = 100;

export const decideRatio: Figure = {
  name: 'decideRatio',
  unit: 'ratio of time, less is better',
  describe: 'SHA-256 of a token’s text, Map look-up and decision ÷ SHA-256 and Map look-up alone; to stay at most 2.5',
  needsStack: false,

  async run({ seconds, signal, say }: Measuring): Promise<Measurement> {
    const texts = tokenTexts();
    const byDigest = compiledByDigest(texts);
    const catalogue = loadGrantCatalogue();
    const owner = ownerOf(catalogue);
    const operation = catalogue.operationNamed('DNS::parse_zone');
    const leaves = [{ kind: 'zone', name: 'example.com' }] as const;
    /** A second later now and then, as time goes. */
    const nowAt = (at: number) => (NOW + (at >>> 4)) as typeof NOW;

    const lookUp = (text: string): CompiledToken | undefined => byDigest.get(hash('sha256', text, 'hex'));
    const decided = (text: string, at: number): boolean => {
      const token = lookUp(text);
      return token !== undefined && decide({ token, owner, operation, leaves, now: nowAt(at), ip: IP }).allowed;
    };
    const operations = [ASKED, TOKENS].flatMap((count): Operation[] => [
      (at) => decided(texts[at % count]!, at),
      (at) => lookUp(texts[at % count]!) !== undefined,
    ]);
    const rounds = await timeByTurns(operations, { seconds, signal });

    const micros = (index: number) => rounded(median(microsOf(rounds, index)), 3);
    const compared = (first: number): Compared => ({
      decidedMicros: micros(first),
      lookedUpMicros: micros(first + 1),
      ratios: ratiosOf(rounds, first, first + 1).map((ratio) => rounded(ratio, 3)),
    });
    const [asked, all] = [compared(0), compared(2)];
    say(`of ${TOKENS} tokens ${ASKED} by turns: ${asked.decidedMicros} µs with the decision, ${asked.lookedUpMicros} µs without`);
    say(`all by turns: ${all.decidedMicros} µs with the decision, ${all.lookedUpMicros} µs without, ratio ${rounded(median(all.ratios), 2)}`);
    return {
      value: rounded(median(asked.ratios), 3),
      min: rounded(Math.min(...asked.ratios), 3),
      max: rounded(Math.max(...asked.ratios), 3),
      limit: { value: asked.lookedUpMicros, unit: 'µs' },
      detail: { tokens: TOKENS, tokensAsked: ASKED, ...asked, allAsked: { ...all, ratio: rounded(median(all.ratios), 3) } },
    };
  },
};

interface Compared {
  readonly decidedMicros: number;
  readonly lookedUpMicros: number;
  readonly ratios: readonly number[];
}

function compiledByDigest(texts: readonly string[]): ReadonlyMap<string, CompiledToken> {
  const catalogue = loadGrantCatalogue();
  return new Map(texts.map((text) => [hash('sha256', text, 'hex'), compile(plainToken(catalogue.version), catalogue)]));
}
