/** What is in one list of features and not in the other. */
export interface FeatureChanges {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

export function changesBetween(was: readonly string[], now: readonly string[]): FeatureChanges {
  return { added: now.filter((feature) => !was.includes(feature)), removed: was.filter((feature) => !now.includes(feature)) };
}

export const isNone = ({ added, removed }: FeatureChanges): boolean => added.length === 0 && removed.length === 0;

/** The same changes made to what others have made of the list meanwhile. */
export function onTop(now: readonly string[], { added, removed }: FeatureChanges): readonly string[] {
  return [...now.filter((feature) => !removed.includes(feature)), ...added.filter((feature) => !now.includes(feature))];
}
