import { existsSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import ts from 'typescript';
import { isTest, read, readJson, root } from './repository.js';

export interface PackageJson {
  name: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  peerDependenciesMeta?: Record<string, { optional?: boolean }>;
}

/** What a source text imports, exports from, requires or names as a type: the bare specifiers, as written. */
export function importsOf(source: string): string[] {
  return ts.preProcessFile(source, true, true).importedFiles.map((file) => file.fileName);
}

/** `@scope/name/inner` → `@scope/name`; undefined for relative paths and for what Node brings along. */
export function packageOf(specifier: string): string | undefined {
  if (/^[./]/.test(specifier) || isBuiltin(specifier)) return undefined;
  return specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}

/**
 * How a package.json and the sources beside it disagree, in words; empty when they agree.
 * Tests may use the root's devDependencies and any workspace package: listing those would make circles in the build.
 */
export function disagreements(home: string, sources: readonly string[], neededOtherwise: string[] = []): string[] {
  const manifest = readJson<PackageJson>(`${home}/package.json`);
  const { devDependencies: ofTheRoot = {} } = readJson<PackageJson>('package.json');
  const listed = new Set(Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }));
  const imported = new Set(neededOtherwise);
  const missing = new Set<string>();
  for (const path of sources) {
    // Tools are never deployed, so what builds and checks the repository is at their hand too.
    const lent = isTest(path) || home.startsWith('tools/');
    for (const name of importsOf(read(path)).map(packageOf)) {
      if (name === undefined || name === manifest.name) continue;
      imported.add(name);
      const borrowed = lent && (name in ofTheRoot || (isTest(path) && name.startsWith('@portcullis/')));
      if (!listed.has(name) && !borrowed && !(name in (manifest.optionalDependencies ?? {}))) missing.add(name);
    }
  }
  const peers = new Set([...listed].flatMap(requiredPeersOf));
  return [
    ...[...missing].map((name) => `${home} imports ${name} and does not list it`),
    ...[...listed]
      .filter((name) => !imported.has(name.replace('@types/', '')) && !peers.has(name))
      .map((name) => `${home} lists ${name} and does not import it`),
  ];
}

/** A peer is listed for the sake of the package that wants it, as Nest wants rxjs. */
function requiredPeersOf(name: string): string[] {
  const path = `node_modules/${name}/package.json`;
  if (!existsSync(join(root, path))) return [];
  const { peerDependencies = {}, peerDependenciesMeta = {} } = readJson<PackageJson>(path);
  return Object.keys(peerDependencies).filter((peer) => !peerDependenciesMeta[peer]?.optional);
}
