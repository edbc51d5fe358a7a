// Lints a planted tree with this repository's own fences and tells which file raises which: once as configured, and
// once more without each fence in turn. A process of its own, since jest on Node 20 cannot load dependency-cruiser.
//
// stdin:  { tree: folder, imports: [{ file, raises }], purity: [{ file, fence }], pureRooms: [folder] }
// stdout: { imports: { fences, raised, without }, purity: { fencesOf, raised, without } }
//         raised: { [file]: names }, without: { [fence]: raised by its own files }, fencesOf: { [room]: names }
import { readFileSync } from 'node:fs';
import { cruise } from 'dependency-cruiser';
import { ESLint } from 'eslint';

const root = new URL('../../../', import.meta.url);
const { tree, imports, purity, pureRooms } = JSON.parse(readFileSync(0, 'utf8'));
const { default: dependencyConfig } = await import(new URL('.dependency-cruiser.mjs', root));
const { default: lintConfig } = await import(new URL('eslint.config.mjs', root));

process.chdir(tree);
const result = { imports: await raiseImports(), purity: await raisePurity() };
process.stdout.write(JSON.stringify(result));

async function raiseImports() {
  const fences = dependencyConfig.forbidden.map((rule) => rule.name);
  const without = {};
  for (const fence of fences) {
    const files = imports.filter((canary) => canary.raises.includes(fence)).map((canary) => canary.file);
    without[fence] = await cruiseWith(dependencyConfig.forbidden.filter((rule) => rule.name !== fence), files);
  }
  const raised = await cruiseWith(dependencyConfig.forbidden, imports.map((canary) => canary.file));
  return { fences, raised, without };
}

async function cruiseWith(forbidden, files) {
  const raised = Object.fromEntries(files.map((file) => [file, []]));
  if (files.length === 0) return raised;
  const { output } = await cruise(files, { ...dependencyConfig.options, validate: true, ruleSet: { forbidden } });
  for (const { from, rule, cycle } of output.summary.violations) {
    // A circle is reported once, at one of its files; it is the fault of each.
    for (const file of new Set([from, ...(cycle ?? []).map((step) => step.name)])) {
      if (raised[file] && !raised[file].includes(rule.name)) raised[file].push(rule.name);
    }
  }
  return raised;
}

async function raisePurity() {
  const linter = linterWith(lintConfig);
  const fencesOf = {};
  for (const room of pureRooms) {
    const { rules, linterOptions } = await linter.calculateConfigForFile(`${room}/index.ts`);
    fencesOf[room] = [
      ...Object.entries(rules).flatMap(([rule, options]) => restrictions(rule, options).map(({ fence }) => fence)),
      ...(linterOptions.noInlineConfig ? ['noInlineConfig'] : []),
    ];
  }
  const without = {};
  for (const fence of new Set(purity.map((canary) => canary.fence).filter(Boolean))) {
    const files = purity.filter((canary) => canary.fence === fence).map((canary) => canary.file);
    without[fence] = await lintWith(linterWith(lintConfig.map((config) => withoutFence(config, fence))), files);
  }
  return { fencesOf, raised: await lintWith(linter, purity.map((canary) => canary.file)), without };
}

function linterWith(config) {
  return new ESLint({ cwd: tree, overrideConfigFile: true, overrideConfig: config });
}

async function lintWith(linter, files) {
  const results = await linter.lintFiles(files);
  return Object.fromEntries(results.map(({ filePath, messages }) => [
    filePath.slice(tree.length + 1),
    messages.filter((message) => message.severity === 2).map(({ ruleId, message }) => `${ruleId}: ${message}`),
  ]));
}

/** What an ESLint rule of the `no-restricted-…` family forbids, each with a name of its own. */
function restrictions(rule, options) {
  if (!rule.startsWith('no-restricted-') || !Array.isArray(options) || [0, 'off'].includes(options[0])) return [];
  return options.slice(1).flatMap((option) => option.patterns ?? [option]).map((entry) => ({
    fence: `${rule} ${entry.name ?? entry.selector ?? entry.regex ?? `${entry.object}.${entry.property}`}`,
    entry,
  }));
}

function withoutFence(config, fence) {
  if (fence === 'noInlineConfig') {
    return { ...config, linterOptions: { ...config.linterOptions, noInlineConfig: false } };
  }
  const rules = Object.entries(config.rules ?? {}).map(([rule, options]) => {
    if (rule === fence) return [rule, 'off'];
    const entry = restrictions(rule, options).find((restriction) => restriction.fence === fence)?.entry;
    if (!entry) return [rule, options];
    const others = (list) => list.filter((item) => item !== entry);
    const kept = others(options).map((option) => (option.patterns ? { patterns: others(option.patterns) } : option));
    return [rule, kept];
  });
  return { ...config, ...(config.rules && { rules: Object.fromEntries(rules) }) };
}
