import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { plantTree } from './canary-tree.js';
import { importCanaries, type ImportCanary } from './fences.canary.js';
import { pureRooms, pureSources, purityCanaries, typedCanaries } from './purity.canary.js';

type Raised = Record<string, string[]>;
interface Report {
  imports: { fences: string[]; raised: Raised; without: Record<string, Raised> };
  purity: { fencesOf: Raised; raised: Raised; without: Record<string, Raised> };
}
interface LintCanary {
  file: string;
  source: string;
  /** Absent where the file is good. */
  fence?: string;
}

const root = fileURLToPath(new URL('../../../', import.meta.url));

const imports: ImportCanary[] = importCanaries.map((canary, index) => ({
  ...canary,
  file: canary.file.replace('*', `canary-${index}`),
}));
const everyRoom = (name: string, source: string, fence?: string): LintCanary[] =>
  pureRooms.map((room) => ({ file: `${room}/${name}.ts`, source, ...(fence !== undefined && { fence }) }));
const purity: LintCanary[] = [
  ...purityCanaries.flatMap(({ fence, source }, index) => everyRoom(`impure-${index}`, source, fence)),
  ...pureSources.flatMap((source, index) => everyRoom(`pure-${index}`, source)),
  { file: 'libs/access/src/clock.spec.ts', source: 'export const answer = (): number => Date.now();' },
  { file: 'libs/access/src/clock-for-spec.ts', source: 'export const answer = (): number => Date.now();' },
  { file: 'apps/tokens/src/transport/clock.ts', source: 'export const answer = (): number => Date.now();' },
  ...typedCanaries.map(({ fence, source }, index) => ({ file: `apps/tokens/src/typed-${index}.ts`, source, fence })),
];

/** What a canary says about a set of fences: each file that did not raise exactly what it must. */
function silentImports(canaries: ImportCanary[], raised: Raised): string[] {
  return canaries
    .filter(({ file, raises }) => [...(raised[file] ?? ['not linted'])].sort().join() !== [...raises].sort().join())
    .map(({ file, source, raises }) => `${file}: ${source} raised [${raised[file]?.join()}], not [${raises.join()}]`);
}

/** Matched by what the message names, since one ESLint rule stands for many fences. */
function silentPurity(canaries: LintCanary[], raised: Raised): string[] {
  return canaries
    .filter(({ file, fence }) => {
      const messages = raised[file] ?? ['not linted'];
      if (fence === undefined) return messages.length > 0;
      return messages.length !== 1 || !messages[0]!.startsWith(`${ruleOf(fence)}:`);
    })
    .map(({ file, source, fence }) => `${file}: ${source} raised [${raised[file]?.join()}], not [${fence ?? ''}]`);
}

function ruleOf(fence: string): string {
  return fence === 'noInlineConfig' ? 'no-restricted-properties' : fence.split(' ')[0]!;
}

describe('the fences', () => {
  let report: Report;

  beforeAll(() => {
    const tree = plantTree(root, new Map([
      ...[...imports, ...purity].map(({ file, source }) => [file, source] as const),
      ['libs/access/src/cases-for-spec.ts', 'export const it = 1;'],
      ['libs/access/src/circle-a.ts', `import './circle-b.js';\nexport type A = number;`],
    ]));
    try {
      const run = spawnSync(process.execPath, [`${root}tools/house/bin/raise-fences.mjs`], {
        input: JSON.stringify({ tree: tree.folder, imports, purity, pureRooms }),
        encoding: 'utf8',
        maxBuffer: 64 * 1024 * 1024,
      });
      if (run.status !== 0) throw new Error(run.stderr);
      report = JSON.parse(run.stdout) as Report;
    } finally {
      tree.remove();
    }
  }, 120_000);

  it('refuse every bad import by name, and no good one', () => {
    expect(silentImports(imports, report.imports.raised)).toEqual([]);
  });

  it('refuse every impure line in every pure room by name, and no pure one', () => {
    expect(silentPurity(purity, report.purity.raised)).toEqual([]);
  });

  it('each have a canary, and no canary watches a fence that is gone', () => {
    expect(new Set(imports.flatMap(({ raises }) => raises))).toEqual(new Set(report.imports.fences));
    const watched = new Set(purityCanaries.map(({ fence }) => fence));
    for (const room of pureRooms) {
      expect({ room, fences: new Set(report.purity.fencesOf[room]) }).toEqual({ room, fences: watched });
    }
  });

  it('are missed when one of them is taken down: imports', () => {
    const unmissed = report.imports.fences.filter((fence) => {
      const its = imports.filter(({ raises }) => raises.includes(fence));
      return silentImports(its, report.imports.without[fence]!).length !== its.length;
    });
    expect(unmissed).toEqual([]);
  });

  it('are missed when one of them is taken down: purity', () => {
    const unmissed = [...new Set([...purityCanaries, ...typedCanaries].map(({ fence }) => fence))].filter((fence) => {
      const its = purity.filter((canary) => canary.fence === fence);
      return silentPurity(its, report.purity.without[fence]!).length !== its.length;
    });
    expect(unmissed).toEqual([]);
  });

  it('stand around every lib', () => {
    const fenced = new Set(imports.filter(({ raises }) => raises.length > 0).map(({ file }) => file.split('/')[1]));
    expect(readdirSync(`${root}libs`).filter((name) => !fenced.has(name))).toEqual([]);
  });
});
