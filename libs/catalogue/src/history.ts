import type { EarlierRow, OperationRow } from '@portcullis/access';

/** What each version said of one operation, the first first, without the newest and without what was said again. */
export function earlierRows(said: readonly OperationRow[]): EarlierRow[] {
  return said.flatMap((row, index) => {
    const next = said[index + 1];
    return next === undefined || saysTheSame(row, next) ? [] : [{ access: row.access, features: row.features, known: row.known, upTo: index + 1 }];
  });
}

/** Any one of its features is enough, so their order says nothing. */
function saysTheSame(one: OperationRow, other: OperationRow): boolean {
  const features = (row: OperationRow): string => [...row.features].sort().join('|');
  return one.access === other.access && one.known === other.known && features(one) === features(other);
}
