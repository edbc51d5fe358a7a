import { createClient, type Client, type Outcome } from '@portcullis/client';
import { problemLines } from './problem-text.js';
import { resolveSettings, type ConnectionFlags } from './settings.js';
import { EXIT, Stop } from './stop.js';
import type { World } from './world.js';

const DEADLINE_MS = 30_000;
const IN_PROGRESS_PAUSE_MS = 1000;

export interface Connection {
  readonly client: Client;
  readonly url: string;
}

export function connect(world: World, flags: ConnectionFlags): Connection {
  const { url, token } = resolveSettings(world, flags);
  return { url: url.value, client: clientOf(world, url.value, token.value) };
}

export function clientOf(world: World, baseUrl: string, token: string): Client {
  const within = (request: Request): Promise<Response> => world.fetch(new Request(request, { signal: AbortSignal.timeout(DEADLINE_MS) }));
  return createClient({ baseUrl, token, fetch: within });
}

type Done<Data> = Extract<Outcome<Data>, { outcome: 'done' }>;

/** What was answered. @throws Stop when it was not done */
export async function answered<Data>(call: Promise<Outcome<Data>>): Promise<Done<Data>> {
  const outcome = await call;
  if (outcome.outcome === 'done') return outcome;
  if (outcome.outcome === 'unreachable') {
    throw new Stop(EXIT.unreachable, [`Portcullis was not reached: ${outcome.reason}`, 'Run `portcullis doctor` to find out why.']);
  }
  // A part that is away comes back: to a script that is the same as nobody answering.
  const exitCode = outcome.problem.code === 'unavailable' ? EXIT.unreachable : EXIT.refused;
  throw new Stop(exitCode, problemLines(outcome.problem, outcome.headers));
}

/**
 * Asks for something to be made. If the answer is lost, nobody knows whether it was: the same key a second time makes nothing
 * twice, and shows the secret that the lost answer had.
 */
export async function madeOnce<Data>(world: World, ownKey: string | undefined, call: (key: string) => Promise<Outcome<Data>>): Promise<Done<Data>> {
  const key = ownKey ?? world.newId();
  let outcome = await call(key);
  if (isLost(outcome)) {
    world.tell('No answer; asking once more with the same Idempotency-Key.\n');
    outcome = await call(key);
    if (outcome.outcome === 'refused' && outcome.problem.code === 'idempotency_in_progress') {
      await world.pause(IN_PROGRESS_PAUSE_MS);
      outcome = await call(key);
    }
  }
  if (isLost(outcome)) world.tell(`To ask again without making it twice: --idempotency-key ${key}\n`);
  return answered(Promise.resolve(outcome));
}

function isLost(outcome: Outcome<unknown>): boolean {
  if (outcome.outcome === 'refused') return outcome.problem.code === 'unavailable' || outcome.problem.code === 'internal_error';
  return outcome.outcome === 'unreachable';
}

/** `If-Match` for an edit: what was given, or what the thing is now. */
export async function matchFor<Data>(given: string | undefined, read: () => Promise<Outcome<Data>>): Promise<string> {
  if (given !== undefined) return /^(\*|".*")$/.test(given) ? given : `"${given}"`;
  const { headers } = await answered(read());
  const etag = headers.get('etag');
  if (etag === null) throw new Stop(EXIT.unreachable, ['what answered gave no ETag: something between here and Portcullis takes it away']);
  return etag;
}
