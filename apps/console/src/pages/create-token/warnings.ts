import type { Base, Draft } from './draft.js';

/** Why somebody should think again, by the key of its text. None of them forbids anything. */
export type Warning = 'full' | 'never' | 'allRecords' | 'files' | 'many' | 'anywhere';

/** So many features are hardly one job. */
const MANY = 8;
/** Whoever writes files, jobs or code of an account can do as the account does. */
const RUNS_CODE: readonly string[] = ['filemanager', 'ftpaccts', 'webdisk', 'cron', 'version_control', 'passengerapps', 'ssh', 'backup', 'filerestoration'];
const ZONES: readonly string[] = ['zoneedit', 'simplezoneedit'];

export function warningsOf(base: Base, { features, limits, expiry, ips, readOnly }: Draft): readonly Warning[] {
  const writes = (some: readonly string[]): boolean => !readOnly && base.kind === 'restricted' && some.some((feature) => features[feature] === 'all');
  const isWide = base.kind === 'full' && !readOnly;
  const checks: readonly (readonly [Warning, boolean])[] = [
    ['full', isWide],
    ['files', writes(RUNS_CODE)],
    ['allRecords', writes(ZONES) && limits.length === 0],
    ['many', base.kind === 'restricted' && Object.keys(features).length >= MANY],
    ['never', expiry.choice === 'never'],
    // What can do much is worth the trouble of saying from where.
    ['anywhere', ips.length === 0 && (isWide || expiry.choice === 'never')],
  ];
  return checks.flatMap(([warning, holds]) => (holds ? [warning] : []));
}
