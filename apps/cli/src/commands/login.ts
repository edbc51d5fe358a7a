import type { Command } from 'commander';
import { clientOf } from '../connection.js';
import { leaf } from '../leaf.js';
import { problemLines } from '../problem-text.js';
import { addressOf, tokenIn } from '../settings.js';
import { EXIT, misused, Stop } from '../stop.js';
import type { World } from '../world.js';

export function loginCommands(program: Command, world: World): void {
  leaf(program, 'login', 'keep an address and a token for later commands; asks for both, or reads the token from stdin', [
    'login',
    'login --url https://portcullis.example.com < token.txt',
  ])
    .option('--url <url>', 'where Portcullis is')
    .action(async (flags: { url?: string }) => {
      const known = flags.url ?? (world.env['PORTCULLIS_URL'] || undefined);
      if (known === undefined && !world.interactive) throw misused('say where Portcullis is: --url', 'The token is read from stdin.');
      const url = addressOf(known ?? (await askUrl(world, world.credentials.read()?.url)));
      const text = world.interactive ? await world.ask('Token (it is not shown): ', 'hidden') : await world.readInput();
      const token = tokenIn(text, world.interactive ? 'what was typed' : 'stdin');

      const who = await ownNameOf(world, url, token);
      world.credentials.write({ url, token });
      world.tell(`Logged in at ${url}${who}. Kept in ${world.credentials.path}, for you alone to read.\n`);
    });

  leaf(program, 'logout', 'forget the address and the token; the token itself goes on working', ['logout']).action(() => {
    world.tell(world.credentials.remove() ? `Removed ${world.credentials.path}. To end the token too: portcullis tokens revoke\n` : 'Nobody was logged in.\n');
  });
}

async function askUrl(world: World, before: string | undefined): Promise<string> {
  const typed = (await world.ask(`Address${before ? ` [${before}]` : ''}: `, 'shown')).trim();
  return typed === '' && before ? before : typed;
}

/** Asks Portcullis whether it takes the token. One that may not ask who it is is taken all the same. */
async function ownNameOf(world: World, url: string, token: string): Promise<string> {
  const outcome = await clientOf(world, url, token).get('/v1/sessions/current');
  switch (outcome.outcome) {
    case 'done': {
      const { kind, name, id } = outcome.data.session;
      return ` with the ${kind} token ${name} (${id})`;
    }
    case 'refused':
      if (outcome.problem.code === 'permission_denied') return ' with a restricted token';
      throw new Stop(EXIT.refused, [...problemLines(outcome.problem, outcome.headers), 'Nothing was kept.']);
    case 'unreachable':
      throw new Stop(EXIT.unreachable, [`Portcullis was not reached at ${url}: ${outcome.reason}`, 'Nothing was kept.']);
  }
}
