import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from '@portcullis/stack/layout';

const FOLDER = join(REPOSITORY, 'apps', 'e2e', 'scenarios');

/** Our own tests of rights, in the format that customers write theirs in. */
export const SCENARIO_FILES: readonly { readonly file: string; readonly text: string }[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.yaml'))
  .sort()
  .map((file) => ({ file, text: readFileSync(join(FOLDER, file), 'utf8') }));
