import { cut, plain, widthOf } from './plain-text.js';
import { details, table, type Column } from './table.js';

interface Row {
  readonly name: string;
  readonly id: string;
}
const columns: readonly Column<Row>[] = [
  { title: 'NAME', value: ({ name }) => name, flexible: true },
  { title: 'ID', value: ({ id }) => id },
];
const id = 'tok_76jc4SmeSgFElVMne0SRji';

describe('a table', () => {
  it('is as wide as what it holds', () => {
    expect(table([{ name: 'ci', id: 'a' }, { name: 'backup', id: 'b' }], columns, null)).toBe('NAME    ID\nci      a\nbackup  b\n');
  });

  it('cuts what may be cut where the terminal is narrow, and ids never', () => {
    const lines = table([{ name: 'a-name-that-is-too-long', id }], columns, 40).split('\n');
    expect(lines[1]).toBe(`a-name-that…  ${id}`);
    expect(Math.max(...lines.map(widthOf))).toBe(40);
    expect(table([{ name: 'a-name-that-is-too-long', id }], columns, 10)).toContain(id);
  });

  it('stands straight with letters that take two columns or none', () => {
    const lines = table([{ name: '日本', id: 'a' }, { name: 'e\u0301', id: 'b' }], columns, null).split('\n');
    expect(lines.slice(0, 3).map((line) => widthOf(line.slice(0, line.search(/ID|[ab]$/))))).toEqual([6, 6, 6]);
  });

  it('keeps each row on its line, whatever a name holds', () => {
    expect(table([{ name: 'a\nb\u001b[31m\u009b', id: 'c' }], columns, null).split('\n')).toHaveLength(3);
    expect(plain('a\u2066b\u061c')).toBe('a\ufffdb\ufffd');
  });

  it('cuts between letters, not within one', () => {
    expect(cut('日本語', 4)).toBe('日…');
    expect(cut('👍🏽👍🏽', 3)).not.toContain('\ufffd');
    expect(cut('abc', 3)).toBe('abc');
  });
});

describe('details', () => {
  it('leave out what has no value', () => {
    expect(details([['name', 'ci'], ['description', null], ['version', '3']])).toBe('name     ci\nversion  3\n');
  });
});
