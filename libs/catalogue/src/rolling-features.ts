import type { OperationFacts } from '@portcullis/access';
import { Defect, readTable } from '@portcullis/kernel';

const CELLS = {
  feature: /^[a-z][a-z0-9_-]*$/,
  reason: /^[A-Z].{10,200}\.$/u,
};

/**
 * Reads `rolling-features.tsv`: features whose grants come to mean functions that are added later.
 * @throws Defect naming the first line that is not as it must be
 */
export function parseRollingFeatures(text: string, isKnown: (feature: string) => boolean): ReadonlySet<string> {
  const features = new Set<string>();
  for (const { line, cells: { feature } } of readTable('rolling-features.tsv', text, CELLS)) {
    if (!isKnown(feature)) throw new Defect(`line ${line}: no function needs the feature ${feature} (rolling-features.tsv)`);
    if (features.has(feature)) throw new Defect(`line ${line}: ${feature} is there twice (rolling-features.tsv)`);
    features.add(feature);
  }
  return features;
}

/**
 * Who grants a rolling feature trusts us with what it will mean: it may come to show more, and never to change anything.
 * @throws Defect naming the function that is more than reading
 */
export function checkRolling(features: ReadonlySet<string>, operations: readonly OperationFacts[]): void {
  for (const { name, access, features: its } of operations) {
    const rolling = its.find((feature) => features.has(feature));
    if (rolling !== undefined && access !== 'read') throw new Defect(`${name} does more than reading, and grants of ${rolling} are rolling: they would come to mean it`);
  }
}
