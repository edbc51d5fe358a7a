import { Option, type Command } from 'commander';
import { wholeNumber } from './option-values.js';

/** A command that does something, with what is said of it in `--help`. */
export function leaf(parent: Command, usage: string, summary: string, examples: readonly string[]): Command {
  const command = parent.command(usage).description(summary);
  const lines = examples.map((example) => `  $ portcullis ${example}\n`).join('');
  return command.addHelpText('after', `\nExamples:\n${lines}`.trimEnd());
}

/** The options of every command that asks Portcullis for something. */
export function connecting(command: Command): Command {
  const group = 'Connection and output:';
  const option = (flags: string, description: string): Option => new Option(flags, description).helpGroup(group);
  return command
    .addOption(option('--url <url>', 'where Portcullis is (or PORTCULLIS_URL, or what login stored)'))
    .addOption(option('--token-file <file>', 'a file with the token to ask with (or PORTCULLIS_TOKEN, or what login stored)'))
    .addOption(option('--json', 'print the answer of the API, for scripts'));
}

export function ofOwner(command: Command): Command {
  return ofTenant(command).option('--account <account>', 'user name or id of the account (left out: the tenant)');
}

export function ofTenant(command: Command): Command {
  return command.option('--tenant <tenant>', "slug or id of the tenant (left out: the calling token's own)");
}

export function paged(command: Command): Command {
  return command
    .option('--limit <n>', 'how many at most in one page', wholeNumber)
    .option('--cursor <cursor>', 'go on from there')
    .option('--all', 'read every page');
}

export function matching(command: Command): Command {
  return command.option('--if-match <version>', 'only if that is still its version (left out: whatever it is now)');
}

export function repeatable(command: Command): Command {
  return command.option('--idempotency-key <key>', 'the key of an earlier try whose answer was lost (left out: a new one)');
}
