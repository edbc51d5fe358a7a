import { runIn } from '../world-for-spec.js';

const FILE = `suite: Reading
now: 2026-11-25T12:00:00Z
owners:
  alice: { user: alice, domains: [alice.example], features: [zoneedit] }
tokens:
  reader: { owner: alice, access: restricted, grants: [{ operation: DNS::parse_zone }] }
tests:
  - name: reads any zone
    token: reader
    ask: { operations: [DNS::parse_zone] }
    allow: [DNS::parse_zone]
  - name: writes none
    token: reader
    ask: { operations: [DNS::mass_edit_zone] }
`;
const WRONG = FILE.replace('allow: [DNS::parse_zone]', 'allow: []');

const test = (files: Record<string, string>, ...words: string[]) => runIn({ files, env: {} }, 'policy', 'test', ...words);

describe('portcullis policy test', () => {
  it('ends with 0 when all is as expected, and asks nobody', async () => {
    expect(await test({ 'a.yaml': FILE, 'b.yaml': FILE }, 'a.yaml', 'b.yaml')).toMatchObject({ exitCode: 0, stdout: '4 tests, 4 questions: all as expected\n', stderr: '', sent: [] });
  });

  it('ends with 1 when something is not', async () => {
    const { exitCode, stdout, stderr } = await test({ 'a.yaml': WRONG }, 'a.yaml');
    expect([exitCode, stderr]).toEqual([1, '']);
    expect(stdout).toBe(`a.yaml:10: reads any zone
    asked     reader: DNS::parse_zone everything
    expected  denied
    got       allowed
    why       Granted by grants[0]: operation DNS::parse_zone.

2 tests, 2 questions: 1 not as expected
`);
  });

  it('ends with 2 when a file is wrong, or is none', async () => {
    const wrong = await test({ 'a.yaml': WRONG, 'b.yaml': FILE.replace('owner: alice', 'owner: bob') }, 'a.yaml', 'b.yaml');
    expect(wrong).toMatchObject({ exitCode: 2, stdout: expect.stringMatching(/^a\.yaml:10: .*\nb\.yaml:6: there is no owner bob in this file\n2 tests, 2 questions: 1 not as expected, 1 file not read\n$/s) as string });
    expect(await test({}, 'c.yaml')).toMatchObject({ exitCode: 2, stdout: '', stderr: 'portcullis: c.yaml cannot be read: there is no such file (ENOENT)\n' });
    expect(await test({})).toMatchObject({ exitCode: 2 });
  });

  it('runs the tests with a text in their names alone, and says when there is none', async () => {
    expect(await test({ 'a.yaml': WRONG }, 'a.yaml', '--filter', 'Writes')).toMatchObject({ exitCode: 0, stdout: '1 test, 1 question: all as expected\n' });
    expect(await test({ 'a.yaml': WRONG }, 'a.yaml', '--filter', 'nothing')).toMatchObject({ exitCode: 2, stderr: 'portcullis: no test has "nothing" in its name\n' });
  });

  it('prints everything for scripts, and ends with the same', async () => {
    const { exitCode, stdout } = await test({ 'a.yaml': WRONG }, 'a.yaml', '--json');
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ summary: { tests: 2, questions: 2, failed: 1, wrongFiles: 0 }, files: [{ file: 'a.yaml', tests: [{ questions: [{ asExpected: false }] }, {}] }] });
  });
});
