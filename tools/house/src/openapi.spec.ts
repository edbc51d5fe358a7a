import { openApiDocument } from '@portcullis/contracts';
import { spawnSync } from 'node:child_process';
import { read, root } from './repository.js';

/** A script of `bin/`, in a process of its own: what it uses is made for ES modules alone. */
function runs(script: string, document: object): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [`${root}tools/house/bin/${script}`], {
    cwd: root,
    input: JSON.stringify(document),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, FORCE_COLOR: '0', NODE_OPTIONS: '' },
  });
}

describe('the OpenAPI document', () => {
  it('has nothing that the linter warns of', () => {
    expect(runs('lint-openapi.mjs', openApiDocument())).toMatchObject({ status: 0, stdout: '' });
  });

  it('would be told its faults', () => {
    const { paths, ...rest } = openApiDocument();
    const bad = runs('lint-openapi.mjs', { ...rest, tags: undefined, paths: { ...paths, '/x/': { get: { responses: {} } } } });
    expect(bad.status).toBe(1);
    for (const rule of ['operation-operationId', 'operation-summary', 'no-path-trailing-slash', 'operation-tag-defined']) {
      expect(bad.stdout).toContain(` ${rule} at `);
    }
  });

  it('is what the client was made from: otherwise run `npm run generate`', () => {
    const made = runs('client-types.mjs', openApiDocument());
    expect(made).toMatchObject({ status: 0, stderr: '' });
    expect(made.stdout === read('libs/client/src/api.gen.ts')).toBe(true);
  });
});
