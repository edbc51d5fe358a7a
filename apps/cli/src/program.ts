import { Command } from 'commander';
import { API_VERSION } from './api-version.js';
import { accountCommands } from './commands/accounts.js';
import { auditCommands } from './commands/audit.js';
import { catalogueCommands } from './commands/catalogue.js';
import { denialCommands } from './commands/denials.js';
import { doctorCommand } from './commands/doctor.js';
import { keyCommands } from './commands/keys.js';
import { shardCommands } from './commands/shards.js';
import { loginCommands } from './commands/login.js';
import { policyCommands } from './commands/policy.js';
import { policyTestCommand } from './commands/policy-tests.js';
import { enforcementCommands } from './commands/enforcement.js';
import { receiptCommands } from './commands/receipts.js';
import { tenantCommands } from './commands/tenants.js';
import { tokenCommands } from './commands/tokens.js';
import { verifyCommand } from './commands/verify.js';
import { leaf } from './leaf.js';
import type { World } from './world.js';

const AFTER = `
Where and as whom: --url and --token-file, else PORTCULLIS_URL and PORTCULLIS_TOKEN, else what login stored.
Exit status: 0 done, 1 refused, 2 misused, 3 not reached.`;

/** All commands, of which none has run. */
export function programFor(world: World): Command {
  const program = new Command('portcullis')
    .description('API tokens for hosting providers: narrow, revocable, traceable.')
    .version(`portcullis, for API ${API_VERSION}`)
    .exitOverride()
    .showHelpAfterError('(--help says more)')
    .configureOutput({
      writeOut: (text) => world.print(text),
      writeErr: (text) => world.tell(text),
      getOutHelpWidth: () => world.columns ?? 100,
      getErrHelpWidth: () => world.columns ?? 100,
    })
    .addHelpText('after', AFTER);
  loginCommands(program, world);
  tokenCommands(program, world);
  verifyCommand(program, world);
  catalogueCommands(program, world);
  denialCommands(program, world);
  enforcementCommands(program, world);
  receiptCommands(program, world);
  tenantCommands(program, world);
  accountCommands(program, world);
  policyTestCommand(policyCommands(program, world), world);
  auditCommands(program, world);
  keyCommands(program, world);
  shardCommands(program, world);
  doctorCommand(program, world);
  return program;
}

const COMPLETION = ['print what makes a shell complete our commands: bash, zsh or fish', ['completion bash > ~/.local/share/bash-completion/completions/portcullis']] as const;

/** Completion knows all the other commands: added last, and with what makes it only where it is asked for. */
export async function withCompletion(program: Command, asked: boolean): Promise<Command> {
  if (asked) {
    const { default: complete } = await import('@bomb.sh/tab/commander');
    complete(program, { completionCommandName: 'completion' });
    program.commands.find((command) => command.name() === 'completion')?.description(COMPLETION[0]);
  } else {
    leaf(program, 'completion <shell>', ...COMPLETION);
  }
  return program;
}
