import { Option, type Command } from 'commander';
import { leaf } from '../leaf.js';
import { show, type OutputFlags } from '../output.js';
import { EXIT, misused, Stop, unreadable } from '../stop.js';
import type { World } from '../world.js';

/** `policy test`, beside what else there is of policies: it asks nobody, and judges as every door does. */
export function policyTestCommand(policies: Command, world: World): void {
  leaf(policies, 'test <file...>', 'check files of what tokens may do, and may not, by the rules of this version; nobody is asked', [
    'policy test dns.yaml',
    'policy test rights/*.yaml --filter "certificate client"',
    'policy test rights/*.yaml --json | jq .summary',
  ])
    .option('--filter <text>', 'only tests with this in their name')
    .addOption(new Option('--json', 'print every question and its answer, for scripts'))
    .addHelpText('after', '\nExit status: 0 all as expected, 1 something is not, 2 a file is wrong. How files are written: docs/policy-tests.md')
    .action(async (paths: readonly string[], flags: OutputFlags & { filter?: string }) => {
      const texts = paths.map((path) => ({ path, text: textOf(world, path) }));
      // Heavy, and no other command needs them.
      const [{ loadGrantCatalogue }, { reportJson, reportText, runFile, summaryOf }] = await Promise.all([import('@portcullis/catalogue'), import('../policy-tests/index.js')]);
      const catalogue = loadGrantCatalogue();
      const wanted = flags.filter?.toLowerCase();
      const files = texts.map(({ path, text }) => runFile(path, text, catalogue, ({ name }) => wanted === undefined || name.toLowerCase().includes(wanted)));
      const { failed, tests, wrongFiles } = summaryOf(files);
      if (tests === 0 && wrongFiles === 0) throw misused(`no test has ${JSON.stringify(flags.filter)} in its name`);
      if (flags.json) show(world, flags, reportJson(files), () => '');
      else show(world, flags, files, reportText);
      if (wrongFiles > 0) throw new Stop(EXIT.usage, []);
      if (failed > 0) throw new Stop(EXIT.refused, []);
    });
}

function textOf(world: World, path: string): string {
  try {
    return world.readFile(path);
  } catch (error) {
    throw unreadable(path, error);
  }
}
