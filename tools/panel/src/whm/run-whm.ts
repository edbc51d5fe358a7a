import { formPairs, type CallParameters } from '../call-parameters.js';
import type { PanelState } from '../panel-state.js';
import { noted } from '../run-call.js';
import { done, missing, refused, type WhmOutcome } from './whm-function.js';
import { whmFunction } from './whm-functions.js';
import { metadataShape } from './whm-replies.js';
import { holds, type WhmUser } from './whm-user.js';

/** Not inside a batch: the first nests, the second answers in an envelope of another API. */
const NOT_IN_BATCH = ['batch', 'cpanel'];

/** Whether the caller holds the privilege that the function needs. One that there is not needs none. */
export function mayCall(caller: WhmUser, name: string): boolean {
  const acl = whmFunction(name)?.acl ?? null;
  return acl === null || holds(caller, acl);
}

/** Carries a function out and notes that it did. The caller's privilege has been looked at. */
export function runWhm(state: PanelState, caller: WhmUser, name: string, parameters: CallParameters): WhmOutcome {
  const call = { api: 'whm', module: '', function: name, user: caller.user } as const;
  return noted(state, call, parameters, (place): WhmOutcome => {
    if (name === 'batch') return runBatch(state, caller, parameters);
    const named = whmFunction(name);
    if (!named) return { ok: false, reason: `The stand-in panel has no WHM function ${name}.`, unknown: true };
    return named.run({ ...place, caller, parameters });
  });
}

/**
 * Each `command` is `function?query`. A failed one ends the batch only with `abort_on_error=1`, and a privilege that
 * the caller lacks is such a failure here. The batch itself succeeds.
 */
function runBatch(state: PanelState, caller: WhmUser, parameters: CallParameters): WhmOutcome {
  const commands = parameters.all('command');
  if (commands.length === 0) return missing('command');
  const results = [];
  for (const command of commands) {
    const [name, query] = divide(command, '?');
    const outcome = runInner(state, caller, name, parameters.inner(formPairs(query, state.dialect)));
    results.push(metadataShape(name, outcome));
    if (!outcome.ok && parameters.first('abort_on_error') === '1') break;
  }
  return done({ result: results });
}

function runInner(state: PanelState, caller: WhmUser, name: string, parameters: CallParameters): WhmOutcome {
  if (NOT_IN_BATCH.includes(name)) return refused(`The function ${name} cannot be called from a batch.`);
  if (!mayCall(caller, name)) return refused('Access denied');
  return runWhm(state, caller, name, parameters.without(VERSION_KEY));
}

/** Chooses the envelope, and is no argument of any function. */
export const VERSION_KEY = /^api\.version$/i;

function divide(text: string, at: string): [string, string] {
  const index = text.indexOf(at);
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index + at.length)];
}
