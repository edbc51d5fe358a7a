import type { Command } from 'commander';
import { API_VERSION } from '../api-version.js';
import { clientOf } from '../connection.js';
import { anotherToken, fail, judgeClock, judgeFile, judgeNode, judgeSilence, judgeTransport, judgeVersion, ok, sourceText, warn, type Finding } from '../doctor.js';
import { connecting, leaf } from '../leaf.js';
import { printJson, type OutputFlags } from '../output.js';
import { plain } from '../plain-text.js';
import { resolveSettings, type ConnectionFlags } from '../settings.js';
import { EXIT, Stop } from '../stop.js';
import type { World } from '../world.js';

const DEADLINE_MS = 10_000;

export function doctorCommand(program: Command, world: World): void {
  connecting(leaf(program, 'doctor', 'find out why it does not work, and what to do', ['doctor', 'doctor --url https://portcullis.example.com --json'])).action(
    async (flags: ConnectionFlags & OutputFlags) => {
      const findings: Finding[] = [];
      let reached = true;
      for await (const finding of examine(world, flags)) {
        findings.push(finding);
        if (finding.check === 'reachable' && finding.verdict === 'fail') reached = false;
        if (!flags.json) world.print(lineOf(finding));
      }
      if (flags.json) printJson(world, { findings });
      if (!reached) throw new Stop(EXIT.unreachable, []);
      if (findings.some(({ verdict }) => verdict === 'fail')) throw new Stop(EXIT.refused, []);
    },
  );
}

function lineOf({ verdict, check, found, advice }: Finding): string {
  return `${verdict.padEnd(4)}  ${check.padEnd(11)}  ${plain(found)}\n${advice ? `                   ${plain(advice)}\n` : ''}`;
}

/** From here outwards: each check makes sense only if those before it went well. */
async function* examine(world: World, flags: ConnectionFlags): AsyncGenerator<Finding> {
  yield judgeNode(process.version);
  const file = judgeFile(world.credentials.path, world.credentials.openTo());
  if (file) yield file;

  let settings;
  try {
    settings = resolveSettings(world, flags);
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    yield fail('settings', error.message, error.lines[1] ?? '');
    return;
  }
  const url = settings.url.value;
  yield ok('address', sourceText(settings.url));
  yield judgeTransport(url);

  const askedAt = world.now();
  const live = await ask(world, `${url}/livez`);
  if (typeof live === 'string') {
    yield judgeSilence(live);
    return;
  }
  const answeredAt = world.now();
  if (live.status !== 200) {
    yield fail('reachable', `it answered ${live.status}`, 'Something answers there, but not Portcullis, or not the gateway. Check the address.');
    return;
  }
  yield ok('reachable', `in ${answeredAt - askedAt} ms`);
  yield await readiness(world, url);

  const date = Date.parse(live.headers.get('date') ?? '');
  // `Date` was cut to the second: half of one is the best guess of what is missing.
  yield Number.isNaN(date) ? warn('clock', 'it tells no time', 'Something in between removes the Date header.') : judgeClock(date + 500 - (askedAt + answeredAt) / 2);
  yield judgeVersion(API_VERSION, await versionOf(world, url));
  yield await acceptance(world, url, settings.token.value, settings.token.source);
}

async function readiness(world: World, url: string): Promise<Finding> {
  const answer = await ask(world, `${url}/readyz`);
  if (typeof answer !== 'string' && answer.status === 200) return ok('ready', 'all its parts answer');
  const parts = typeof answer === 'string' ? answer : (await answer.text()).slice(0, 300);
  return fail('ready', `not all its parts answer: ${parts}`, 'Look at the services that it names; they come back by themselves when what they need is there.');
}

async function acceptance(world: World, url: string, token: string, source: string): Promise<Finding> {
  const outcome = await clientOf(world, url, token).get('/v1/sessions/current');
  switch (outcome.outcome) {
    case 'done': {
      const { name, kind, state, expiresAt } = outcome.data.session;
      const found = `${kind} token ${name}, ${state} (from ${source})`;
      return state === 'expiring' ? warn('token', `${found}, until ${expiresAt}`, 'Make another one before it expires, or give it more time: portcullis tokens edit --expires') : ok('token', found);
    }
    case 'refused':
      if (outcome.problem.code === 'permission_denied') return ok('token', `a restricted one (from ${source})`);
      return fail('token', `${outcome.problem.title} (${outcome.problem.code}, from ${source})`, anotherToken(source));
    case 'unreachable':
      return fail('token', outcome.reason, 'Something in between lets /livez pass and not /v1.');
  }
}

async function versionOf(world: World, url: string): Promise<string | null> {
  const answer = await ask(world, `${url}/openapi.json`);
  if (typeof answer === 'string' || answer.status !== 200) return null;
  try {
    const { info } = (await answer.json()) as { info?: { version?: unknown } };
    return typeof info?.version === 'string' ? info.version : null;
  } catch {
    return null;
  }
}

/** The answer, or why there is none. No token goes with it. */
async function ask(world: World, address: string): Promise<Response | string> {
  try {
    return await world.fetch(new Request(address, { redirect: 'manual', signal: AbortSignal.timeout(DEADLINE_MS) }));
  } catch (error) {
    const { message, cause } = error as Error & { cause?: { code?: string; message?: string } };
    return cause?.message || cause?.code || message;
  }
}
