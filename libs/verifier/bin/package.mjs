// Makes the package that other services install: a bundle for each entry with its rolled-up types, the tables of the catalogue, and a
// package.json that names no package of this repository. Needs what `npm run build` makes. Into the folder that is named, or dist/package.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';

const own = dirname(dirname(fileURLToPath(import.meta.url)));
const libs = dirname(own);
const repository = dirname(libs);
const target = resolve(process.argv[2] ?? join(own, 'dist/package'));
const ENTRIES = { index: 'index', nest: 'adapters/nest', fastify: 'adapters/fastify', express: 'adapters/express' };
/** Each reads its tables beside itself. */
const WITH_TABLES = ['cpanel', 'powerdns', 'catalogue'];

/** What the entries lean on: the compiler writes declarations of what it was named, and of nothing else below node_modules. */
const OF_OTHERS = ['access', 'catalogue', 'contracts', 'cpanel', 'enforcement', 'kernel', 'powerdns'].map((lib) => `${lib}/src/index.ts`).concat('platform/src/nats-client/index.ts');
/** For the adapters. */
const FRAMEWORKS = { '@nestjs/common': '>=11', '@nestjs/core': '>=11', express: '>=4', fastify: '>=5' };

const ofThisRepository = (id) => id.startsWith('@portcullis/') || id.startsWith('.') || id.startsWith('/');
const manifestOf = (folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
const imported = new Set([...(await bundleCode()), ...(await bundleTypes())]);
for (const lib of WITH_TABLES) cpSync(join(libs, lib, 'data'), join(target, 'dist/parts', lib, 'data'), { recursive: true });
cpSync(join(own, 'README.md'), join(target, 'README.md'));
writeFileSync(join(target, 'package.json'), `${JSON.stringify(manifest(imported), null, 2)}\n`);
console.log(`${target}: ${Object.keys(ENTRIES).join(', ')}`);

/** @returns every package that the bundles import */
async function bundleCode() {
  const build = await rollup({
    input: Object.fromEntries(Object.entries(ENTRIES).map(([entry, path]) => [entry, join(own, 'dist', `${path}.js`)])),
    external: (id) => !ofThisRepository(id),
    plugins: [nodeResolve({ exportConditions: ['node', 'import', 'default'], resolveOnly: [/^@portcullis\//] })],
    onwarn: failOnWarning,
  });
  const { output } = await build.write({
    dir: join(target, 'dist'),
    format: 'es',
    chunkFileNames: 'parts/[name].js',
    manualChunks: (id) => WITH_TABLES.map((lib) => (id.includes(`/libs/${lib}/`) ? `${lib}/dist/index` : null)).find((name) => name !== null),
  });
  return output.flatMap((chunk) => (chunk.type === 'chunk' ? [...chunk.imports, ...chunk.dynamicImports] : []));
}

/** From declarations that the compiler has written: to make them of sources takes ten times as long. @returns as `bundleCode` */
async function bundleTypes() {
  const declarations = join(target, 'declarations');
  const compiler = join(repository, 'node_modules/typescript/bin/tsc');
  const inputs = Object.values(ENTRIES).map((path) => join(own, 'src', `${path}.ts`));
  const options = { ...compilerOptions(), noEmit: false, declaration: true, emitDeclarationOnly: true, incremental: false, composite: false, typeRoots: [join(repository, 'node_modules/@types')], rootDir: repository, outDir: declarations };
  writeFileSync(join(target, 'tsconfig.json'), JSON.stringify({ extends: join(repository, 'tsconfig.base.json'), compilerOptions: options, files: [...inputs, ...OF_OTHERS.map((path) => join(libs, path))] }));
  execFileSync(process.execPath, [compiler, '-p', join(target, 'tsconfig.json')], { stdio: 'inherit' });

  const written = (source) => join(declarations, relative(repository, source)).replace(/\.ts$/, '.d.ts');
  const build = await rollup({
    input: Object.fromEntries(Object.keys(ENTRIES).map((entry, at) => [entry, written(inputs[at])])),
    external: (id) => !ofThisRepository(id),
    plugins: [{ name: 'declarations', resolveId: (id, importer) => declarationOf(id, importer, written) }, dts()],
    onwarn: failOnWarning,
  });
  const { output } = await build.write({ dir: join(target, 'dist'), format: 'es', chunkFileNames: 'parts/[name].d.ts', entryFileNames: '[name].d.ts' });
  for (const made of ['declarations', 'tsconfig.json']) rmSync(join(target, made), { recursive: true });
  return output.flatMap((chunk) => (chunk.type === 'chunk' ? chunk.imports : []));
}

/** Where the compiler has put what an import means. */
function declarationOf(id, importer, written) {
  if (id.startsWith('.')) return join(dirname(importer), id.replace(/\.js$/, '.d.ts'));
  if (!id.startsWith('@portcullis/')) return null;
  const [, lib, entry = '.'] = /^@portcullis\/([^/]+)(?:\/(.+))?$/.exec(id);
  const { exports } = manifestOf(join(libs, lib));
  return written(join(libs, lib, exports[entry === '.' ? '.' : `./${entry}`].types));
}

function compilerOptions() {
  return JSON.parse(readFileSync(join(repository, 'tsconfig.json'), 'utf8')).compilerOptions ?? {};
}

function failOnWarning(warning, report) {
  // Types of messages lean on each other in a circle; nothing of that is left in code.
  if (warning.code === 'CIRCULAR_DEPENDENCY' || warning.code === 'EMPTY_BUNDLE') return;
  // Types that are spoken of and not named: nobody has to write them down.
  if (warning.plugin === 'dts') return;
  if (warning.code === 'UNRESOLVED_IMPORT') throw new Error(warning.message);
  report(warning);
}

/** `@scope/name/path` → `@scope/name`. */
function packageOf(id) {
  return id.split('/').slice(0, id.startsWith('@') ? 2 : 1).join('/');
}

/** Versions are those that this repository was tested with. Frameworks are the embedding service's own. */
function manifest(all) {
  const tested = Object.assign({}, ...['verifier', 'platform', 'contracts'].map((lib) => manifestOf(join(libs, lib)).dependencies));
  const names = new Set([...all].filter((id) => !/\.(js|ts)$/.test(id) && !isBuiltin(id)).map(packageOf));
  const dependencies = {};
  for (const name of [...names].sort()) {
    if (name in FRAMEWORKS) continue;
    if (tested[name] === undefined) throw new Error(`${name} is imported, and no package.json says in which version`);
    dependencies[name] = tested[name];
  }
  return {
    name: '@portcullis/verifier',
    version: manifestOf(own).version,
    description: 'Answers from memory whether a Portcullis token may do something',
    type: 'module',
    engines: { node: '>=20.19' },
    exports: Object.fromEntries(Object.keys(ENTRIES).map((entry) => [entry === 'index' ? '.' : `./${entry}`, { types: `./dist/${entry}.d.ts`, default: `./dist/${entry}.js` }])),
    files: ['dist'],
    dependencies,
    peerDependencies: FRAMEWORKS,
    peerDependenciesMeta: Object.fromEntries(Object.keys(FRAMEWORKS).map((name) => [name, { optional: true }])),
  };
}
