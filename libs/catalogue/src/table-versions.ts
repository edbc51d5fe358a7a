import { assert, Defect } from '@portcullis/kernel';
import { createHash } from 'node:crypto';

/** The tables of one folder, in all their versions. */
export interface TableVersions {
  readonly newest: number;
  /** The text of a table in that version, or in the last one before it in which it changed. */
  readonly textOf: (file: string, version: number) => string;
}

/** Stands in the folder of the versions, as `sha256sum` writes it. */
export const INDEX_FILE = 'SHA256SUMS';

const LINE = /^([0-9a-f]{64}) {2}([1-9]\d{0,3}\/[a-z0-9-]+\.(?:tsv|json))$/;

/**
 * Checks that the tables are those that were published: grants were given by what they said then.
 * @param folder for complaints
 * @param files every file below the folders of versions, as `1/uapi-functions.tsv`
 * @throws Defect naming the file that was changed, is missing, or was never published
 */
export function checkedVersions(folder: string, index: string, files: ReadonlyMap<string, Buffer>): TableVersions {
  const published = readIndex(folder, index);
  for (const [file, sum] of published) {
    const content = files.get(file);
    if (content === undefined) throw new Defect(`${folder}/${file} is missing: a published version never changes`);
    if (createHash('sha256').update(content).digest('hex') !== sum) {
      throw new Defect(`${folder}/${file} is not what ${INDEX_FILE} says: a published version never changes: add a new one`);
    }
  }
  for (const file of files.keys()) if (!published.has(file)) throw new Defect(`${folder}/${file} does not stand in ${INDEX_FILE}`);
  return {
    newest: Math.max(...[...published.keys()].map((file) => Number(file.split('/')[0]))),
    textOf: (file, version) => {
      for (let at = version; at >= 1; at--) {
        const content = files.get(`${at}/${file}`);
        if (content !== undefined) return content.toString('utf8');
      }
      throw new Defect(`${folder} has no ${file} in version ${version}, nor in any before it`);
    },
  };
}

function readIndex(folder: string, index: string): Map<string, string> {
  const lines = index.split('\n');
  assert(lines.pop() === '' && lines.length > 0, `${folder}/${INDEX_FILE} has no end, or nothing before it`);
  return new Map(lines.map((line) => {
    const [, sum, file] = LINE.exec(line) ?? [];
    if (sum === undefined || file === undefined) throw new Defect(`${folder}/${INDEX_FILE}: ${JSON.stringify(line)} is no sum and file`);
    return [file, sum];
  }));
}
