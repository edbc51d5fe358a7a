import type { Code, HttpOperation, Receipt } from '@portcullis/contracts';
import type { Result } from '@portcullis/kernel';
import { tagOf, versionsIn } from './entity-tags.js';
import { Problem } from './problem.js';
import type { Call } from './serves.js';

type Refusal = { code: Code; detail: string };

/**
 * The value of a result; a refusal leaves as a problem.
 * @param field where the mistake is when a service finds one in the request, as only it can: in a cursor, say
 */
export function orProblem<Value>(result: Result<Value, Refusal>, field?: string): Value {
  if (result.ok) return result.value;
  const { code, detail } = result.refusal;
  if (code !== 'invalid_request' || field === undefined) throw new Problem(code, detail);
  throw new Problem(code, 'some fields are not accepted', [{ pointer: field, detail }]);
}

/** A page of a list. All that a service can find wrong with a list is a cursor that is not of this one. */
export function pageOrProblem<Value>(result: Result<Value, Refusal>): Value {
  return orProblem(result, 'query:/cursor');
}

/**
 * The thing that an answer shows, with its version as the answer's `ETag`.
 * @param beside what the answer shows with it and changes without it
 */
export function tagged<Thing extends { readonly version: number }>({ reply }: Pick<Call<HttpOperation>, 'reply'>, thing: Thing, beside?: object): Thing {
  reply.header('etag', tagOf(thing.version, beside));
  return thing;
}

/** Says in the answer that it is what an earlier request with the same `Idempotency-Key` made. */
export function toldIfReplayed({ reply }: Pick<Call<HttpOperation>, 'reply'>, replayed: boolean): void {
  if (replayed) reply.header('idempotency-replayed', 'true');
}

/** The receipt of a call that took power. 202 while verifiers are still waited for, which is so only where the client prefers it (RFC 7240). */
export function enforced<Enforcement extends Receipt | null>({ reply }: Pick<Call<HttpOperation>, 'reply'>, enforcement: Enforcement): Enforcement {
  if (enforcement?.pending) reply.status(202).header('preference-applied', 'respond-async');
  return enforcement;
}

/**
 * The version that a change may find, for the guarded write to compare; null for any. Of several that `If-Match` names the
 * current one, if it is among them.
 * @param read the current version; only asked where the header alone does not say
 */
export async function versionToFind({ ifMatch }: Pick<Call<HttpOperation>, 'ifMatch'>, read: () => Promise<number>): Promise<number | null> {
  const versions = ifMatch === null ? null : versionsIn(ifMatch);
  if (versions === null || versions.length === 1) return versions?.[0] ?? null;
  const current = await read();
  if (versions.includes(current)) return current;
  throw new Problem('precondition_failed', 'it has another version than If-Match names');
}
