import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { root } from './repository.js';

/** Stands in for npm: installs the two programs below, and runs the script named in FAILING as a failure. */
const npmProgram = `#!/bin/sh
echo "$@" >> npm-calls
case "$1" in
  ci) [ "$FAILING" != ci ] || exit 1; rm -rf node_modules; mkdir node_modules; cp -r programs node_modules/.bin
    [ "$FAILING" = record ] || cp package-lock.json node_modules/.package-lock.json ;;
  run) [ "$FAILING" != "$3" ] || { echo "$3 complains"; exit 1; } ;;
  test) node tools/house/bin/test.mjs || { echo 'npm error Lifecycle script failed'; exit 1; } ;;
esac
`;
const nxProgram = '#!/bin/sh\n[ "$FAILING" != build ] || { echo "build complains"; exit 1; }\n';
const jestProgram = `#!/bin/sh
echo "$@" >> jest-calls
[ "$FAILING" != jest ] || exit 1
printf '{"passed":2,"failed":%s,"skipped":1}' "\${FAILED_TESTS:-0}" > "$PORTCULLIS_TEST_COUNTS_FILE"
echo "2 passed, \${FAILED_TESTS:-0} failed"
exit "\${FAILED_TESTS:-0}"
`;

describe('the scripts that a newcomer runs', () => {
  let house: string;

  const write = (path: string, content: string, mode = 0o644): void => {
    mkdirSync(join(house, dirname(path)), { recursive: true });
    writeFileSync(join(house, path), content);
    chmodSync(join(house, path), mode);
  };
  const lock = (version: string): string => JSON.stringify({ packages: { 'node_modules/a': { version } } });
  const calls = (program: string): string[] => {
    const file = join(house, `${program}-calls`);
    return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  };
  const runs = (command: string, args: string[], env: Record<string, string> = {}) => {
    const path = `${join(house, 'path')}${delimiter}${process.env.PATH}`;
    const { status, stdout, stderr } = spawnSync(command, args, {
      cwd: tmpdir(), encoding: 'utf8', env: { PATH: path, ...env },
    });
    return { status, stderr, stdout, lastLine: stdout.trimEnd().split('\n').at(-1) };
  };
  const npmTest = (env: Record<string, string> = {}, ...args: string[]) =>
    runs(process.execPath, [join(house, 'tools/house/bin/test.mjs'), ...args], env);
  const installs = (): number => calls('npm').filter((call) => call.startsWith('ci ')).length;

  beforeEach(() => {
    house = mkdtempSync(join(tmpdir(), 'portcullis-bootstrap-'));
    cpSync(join(root, 'tools/house/bin'), join(house, 'tools/house/bin'), { recursive: true });
    cpSync(join(root, '.ci'), join(house, '.ci'), { recursive: true });
    write('package.json', '{"type":"module"}');
    write('package-lock.json', lock('1.0.0'));
    write('path/npm', npmProgram, 0o755);
    write('programs/nx', nxProgram, 0o755);
    write('programs/jest', jestProgram, 0o755);
  });
  afterEach(() => rmSync(house, { recursive: true }));

  it.each(['start', 'test', 'bench'])('say which Node they need, and stop: %s', (name) => {
    const old = `data:text/javascript,Object.defineProperty(process,'versions',{value:{node:'18.20.4'}})`;
    const { status, stderr } = runs(process.execPath, ['--import', old, join(house, `tools/house/bin/${name}.mjs`)]);
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining('needs Node 20.19 or newer') });
    expect(installs()).toBe(0);
  });

  it('install once, and again when the lock file has changed', () => {
    npmTest();
    npmTest();
    expect(installs()).toBe(1);
    write('package-lock.json', lock('1.0.1'));
    npmTest();
    expect(installs()).toBe(2);
  });

  it('leave alone what a developer has installed by hand', () => {
    npmTest();
    write('package-lock.json', lock('1.0.1'));
    write('node_modules/.package-lock.json', lock('1.0.1'));
    npmTest();
    expect(installs()).toBe(1);
  });

  it.each([
    ['said so', 'ci'],
    ['did not say so, as npm 10 when it is offline', 'record'],
  ])('start nothing after an install that failed and %s, and try again the next time', (_, failing) => {
    expect(npmTest({ FAILING: failing })).toMatchObject({ status: 1, stderr: expect.stringContaining('npm ci failed') });
    expect(calls('jest')).toEqual([]);
    expect(npmTest().status).toBe(0);
  });

  it('count every check and every test into one last line', () => {
    expect(npmTest()).toMatchObject({ status: 0, lastLine: '8 passed, 0 failed, 2 skipped' });
  });

  it.each(['build', 'typecheck', 'lint', 'fences'])('go on after a failed %s, show it, and fail', (step) => {
    const { status, lastLine, stdout, stderr } = npmTest({ FAILING: step });
    expect({ status, lastLine }).toEqual({ status: 1, lastLine: '7 passed, 1 failed, 2 skipped' });
    expect(stdout + stderr).toContain(`${step} complains`);
  });

  it('count a crash of jest as a failure, although no test failed', () => {
    expect(npmTest({ FAILING: 'jest' })).toMatchObject({ status: 1, lastLine: '4 passed, 2 failed' });
  });

  it('hand arguments to jest', () => {
    npmTest({}, '--long', '--selectProjects', 'unit');
    expect(calls('jest')).toEqual(['--passWithNoTests --maxWorkers=2 --selectProjects unit']);
  });

  it.each([
    [{}, 0, '8 passed, 0 failed, 2 skipped'],
    [{ FAILED_TESTS: '1' }, 1, '8 passed, 2 failed, 2 skipped'],
    [{ FAILING: 'ci' }, 1, '0 passed, 1 failed'],
  ])('close a CI run with the total, whatever npm adds: %j', (env, status, lastLine) => {
    expect(runs(join(house, '.ci/run'), [], env)).toMatchObject({ status, lastLine });
  });
});
