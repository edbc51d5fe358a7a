import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { REPOSITORY } from '@portcullis/stack/layout';
import { sharedStack } from '@portcullis/testkit';
import { apiOf } from './clients/api.js';
import { issue, makeProvider } from './providers.js';

const run = promisify(execFile);
const { gateway, nats, operatorToken } = sharedStack();
const operator = apiOf(gateway, operatorToken);

/** A service of somebody else, which has the package and nothing else of this repository. */
let service: string;

beforeAll(async () => {
  service = mkdtempSync(join(tmpdir(), 'portcullis-embedding-'));
  const made = join(service, 'made');
  await run(process.execPath, [join(REPOSITORY, 'libs/verifier/bin/package.mjs'), made]);
  await run('npm', ['pack', '--silent', '--pack-destination', service], { cwd: made });
  const [archive] = readdirSync(service).filter((name) => name.endsWith('.tgz'));
  writeFileSync(join(service, 'package.json'), JSON.stringify({ name: 'embedding', private: true, type: 'module' }));
  await run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', `./${archive}`], { cwd: service });
}, 300_000);
afterAll(() => rmSync(service, { recursive: true, force: true }));

/** What the service prints when it verifies: the first lines of its life. */
const USE = `
import { createVerifier, loadGrantCatalogue } from '@portcullis/verifier';
import '@portcullis/verifier/express';
import '@portcullis/verifier/fastify';
const [url, token] = [process.env.NATS_URL, process.env.TOKEN];
const verifier = await createVerifier({ nats: { url }, name: 'embedding', catalogue: loadGrantCatalogue() });
const answers = [await verifier.verify(token), await verifier.verify(token, { operation: 'DNS::parse_zone' }), await verifier.verify(token, { operation: 'Email::list_pops' })];
await verifier.close();
console.log(JSON.stringify(answers.map(({ allowed, code }) => [allowed, code])));
`;

it('packs without anything of this repository, installs by itself, and verifies in the process that embeds it', async () => {
  const { dependencies } = JSON.parse(readFileSync(join(service, 'node_modules/@portcullis/verifier/package.json'), 'utf8')) as { dependencies: Record<string, string> };
  expect(Object.keys(dependencies).filter((name) => name.startsWith('@portcullis/'))).toEqual([]);
  expect(readdirSync(join(service, 'node_modules/@portcullis'))).toEqual(['verifier']);

  const { account } = await makeProvider(operator);
  const { secret } = await issue(operator, `${account.path}/tokens`, { name: 'embedded', access: 'restricted', grants: [{ feature: 'zoneedit', access: 'read' }] });
  writeFileSync(join(service, 'use.mjs'), USE);
  const { stdout } = await run(process.execPath, ['use.mjs'], { cwd: service, env: { PATH: process.env['PATH'], NATS_URL: nats, TOKEN: secret } });
  expect(JSON.parse(stdout)).toEqual([[true, 'allowed'], [true, 'allowed'], [false, 'not_granted']]);
});

it('has types that a strict compiler takes', async () => {
  writeFileSync(join(service, 'typed.ts'), `import { createVerifier, type Verdict, type Verifier } from '@portcullis/verifier';\nexport async function use(verifier: Verifier): Promise<Verdict> {\n  return verifier.verify('pcl', { operation: 'DNS::parse_zone', ip: '192.0.2.7' });\n}\nexport const make: typeof createVerifier = createVerifier;\n`);
  const compiler = join(REPOSITORY, 'node_modules/typescript/bin/tsc');
  const options = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2023', '--types', 'node', '--typeRoots', join(REPOSITORY, 'node_modules/@types')];
  await run(process.execPath, [compiler, ...options, 'typed.ts'], { cwd: service });
});
