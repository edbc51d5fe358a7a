import { transformFile } from '@swc/core';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

type Values = Record<string, string | number | boolean>;
type Call<Parameters extends unknown[] = []> = (...parameters: Parameters) => Promise<UapiReply>;

/** The functions of the npm package `cpanel-uapi` that the tests use. Answers the body whatever its status, as it does. */
export interface CpanelUapi {
  default(authorization: { username: string; token: string; cpanelUri: string }): void;
  readonly DNS: { execute: Call<[{ function: string; parameters: Values }]> };
  readonly DomainInfo: { listdomains: Call };
  readonly Email: { addpop: Call<[{ email: string; password: string }]>; listpops: Call<[Values]>; deletepop: Call<[{ email: string }]> };
  readonly Mysql: { createdatabase: Call<[{ name: string }]>; deletedatabase: Call<[{ name: string }]> };
  readonly Batch: { strict: Call<[{ command: string }]> };
  readonly StatsBar: { getstats: Call<[{ display: string }]> };
  readonly Tokens: {
    createfullaccess: Call<[{ name: string; expires_at?: number }]>;
    list: Call;
    rename: Call<[{ name: string; new_name: string }]>;
    revoke: Call<[{ name: string }]>;
  };
}

export interface UapiReply {
  readonly data: unknown;
  readonly errors: readonly string[] | null;
  readonly status: number;
}

/**
 * The real client, unmodified. It is published as TypeScript only, so it is compiled first; into the repository, since it has
 * to find `axios`.
 */
export async function compileCpanelUapi(repository: string): Promise<CpanelUapi> {
  const require = createRequire(join(repository, 'package.json'));
  const source = join(dirname(require.resolve('cpanel-uapi/package.json')), 'src');
  const target = join(repository, '.cache', 'cpanel-uapi');
  for (const file of readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))) {
    const { code } = await transformFile(join(source, file), {
      swcrc: false,
      jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
      module: { type: 'commonjs' },
    });
    const compiled = join(target, file.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(compiled), { recursive: true });
    writeFileSync(compiled, code);
  }
  writeFileSync(join(target, 'package.json'), '{"type":"commonjs"}');
  return require(join(target, 'index.js')) as CpanelUapi;
}
