// `npm install` leaves packages of other platforms out of package-lock.json where they cannot be fetched, and `npm ci` then
// insists on them. This adds the missing optional entries, by name and version. Run it (`npm run lockfile`) after every install.
import { readFileSync, writeFileSync } from 'node:fs';

const OS = ['darwin', 'win32', 'linux', 'freebsd', 'openbsd', 'netbsd', 'sunos', 'android', 'aix', 'openharmony'];
const CPU = ['x64', 'arm64', 'arm', 'ia32', 'ppc64', 's390x', 'riscv64', 'loong64', 'mips64el', 'wasm32'];

const file = process.argv[2] ?? 'package-lock.json';
const lock = JSON.parse(readFileSync(file, 'utf8'));
const packages = lock.packages;
let added = 0;

/** Whether `name` resolves from the package at `path`, looking up through the folders above it as Node does. */
function resolves(path, name) {
  for (let at = path; ; ) {
    if (packages[`${at ? `${at}/` : ''}node_modules/${name}`]) return true;
    if (!at) return false;
    const up = at.lastIndexOf('/node_modules/');
    at = up < 0 ? '' : at.slice(0, up);
  }
}

for (const [path, meta] of Object.entries({ ...packages })) {
  for (const [name, range] of Object.entries(meta.optionalDependencies ?? {})) {
    if (resolves(path, name)) continue;
    const words = name.split(/[/\-_]/);
    const os = words.map((word) => (word === 'windows' ? 'win32' : word)).filter((word) => OS.includes(word));
    const cpu = words.map((word) => (word === 'gnueabihf' ? 'arm' : word)).filter((word) => CPU.includes(word));
    if (os.length === 0 && cpu.length === 0) {
      console.error(`skipped ${name}@${range}: not a platform package?`);
      continue;
    }
    packages[`node_modules/${name}`] = {
      version: String(range).replace(/^[\^~>=\s]+/, ''),
      ...(cpu.length > 0 && { cpu: [...new Set(cpu)] }),
      ...(meta.dev && { dev: true }),
      optional: true,
      ...(os.length > 0 && { os: [...new Set(os)] }),
    };
    added++;
  }
}

lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en')));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} optional platform entries added`);
