import { Defect } from '@portcullis/kernel';
import { createHash } from 'node:crypto';
import { checkedVersions } from './table-versions.js';

const sum = (text: string) => createHash('sha256').update(text).digest('hex');
const FILES = { '1/a.tsv': 'one', '1/b.json': 'bee', '3/a.tsv': 'three' };
const indexOf = (files: Readonly<Record<string, string>>) => Object.entries(files).map(([file, text]) => `${sum(text)}  ${file}\n`).join('');
const check = (files: Readonly<Record<string, string>> = FILES, index = indexOf(FILES)) =>
  checkedVersions('data', index, new Map(Object.entries(files).map(([file, text]) => [file, Buffer.from(text)])));

describe('published tables', () => {
  it('stand for all versions until they change', () => {
    const versions = check();
    expect(versions.newest).toBe(3);
    expect([1, 2, 3, 4].map((version) => versions.textOf('a.tsv', version))).toEqual(['one', 'one', 'three', 'three']);
    expect(versions.textOf('b.json', 3)).toBe('bee');
    expect(() => versions.textOf('c.tsv', 3)).toThrow('data has no c.tsv in version 3');
  });

  it('never change: the file is named', () => {
    expect(() => check({ ...FILES, '1/b.json': 'bees' })).toThrow(new Defect('data/1/b.json is not what SHA256SUMS says: a published version never changes: add a new one'));
    expect(() => check({ ...FILES, '1/b.json': 'bee\n' })).toThrow(/1\/b\.json/);
  });

  it('never vanish, and none comes unannounced', () => {
    expect(() => check({ '1/a.tsv': 'one', '3/a.tsv': 'three' })).toThrow('data/1/b.json is missing');
    expect(() => check({ ...FILES, '2/a.tsv': 'two' })).toThrow('data/2/a.tsv does not stand in SHA256SUMS');
  });

  it.each(['', 'nothing', `${sum('one')} 1/a.tsv\n`, `${sum('one')}  1/a.tsv`, `${sum('one')}  0/a.tsv\n`, `${sum('one')}  ../a.tsv\n`, `${sum('one')}  1/../a.tsv\n`, `${'0'.repeat(63)}  1/a.tsv\n`])(
    'are listed as sha256sum writes it: %j',
    (index) => expect(() => check({ '1/a.tsv': 'one' }, index)).toThrow(Defect),
  );
});
