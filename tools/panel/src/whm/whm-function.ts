import type { CallParameters } from '../call-parameters.js';
import type { CallPlace, Json } from '../modules/uapi-function.js';
import type { WhmUser } from './whm-user.js';

export type Fields = { readonly [key: string]: Json };

/** What a WHM function gives back, before it is put into one of the two envelopes. */
export type WhmOutcome =
  | { readonly ok: true; readonly data: Fields | null; readonly reason: string; readonly unknown?: never }
  | { readonly ok: false; readonly reason: string; readonly unknown?: true };

export interface WhmCall extends CallPlace {
  readonly caller: WhmUser;
  readonly parameters: CallParameters;
}

export interface WhmFunction {
  /** The privilege the caller needs; null: every WHM user may call it. */
  readonly acl: string | null;
  /** How the API before version 1 shows the outcome; null: that API has no such function. */
  readonly legacy: ((outcome: WhmOutcome) => Json) | null;
  /** Reads and changes the state at once, without waiting, so that no two calls ever interleave. */
  run(call: WhmCall): WhmOutcome;
}

export type WhmFunctions = Readonly<Record<string, WhmFunction>>;

export function done(data: Fields | null, reason = 'OK'): WhmOutcome {
  return { ok: true, data, reason };
}

export function refused(reason: string): WhmOutcome {
  return { ok: false, reason };
}

export function missing(parameter: string): WhmOutcome {
  return refused(`The parameter “${parameter}” is required.`);
}

/** `{"result":[{"status":1,"statusmsg":…}]}`, the commonest legacy shape; some functions say more in the entry. */
export function inResult(more: (data: Fields) => Fields = () => ({})): (outcome: WhmOutcome) => Json {
  return (outcome) => ({ result: [{ ...status(outcome), ...(outcome.ok && more(outcome.data ?? {})) }] });
}

/** The data alone, or the status alone where there is none. */
export function bare(pick: (data: Fields) => Fields = (data) => data): (outcome: WhmOutcome) => Json {
  return (outcome) => (outcome.ok ? pick(outcome.data ?? {}) : status(outcome));
}

export function status(outcome: WhmOutcome): { readonly status: 0 | 1; readonly statusmsg: string } {
  return { status: outcome.ok ? 1 : 0, statusmsg: outcome.reason };
}
