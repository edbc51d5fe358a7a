import type { Account } from '../account.js';
import type { CallParameters } from '../call-parameters.js';

export type Json = null | number | string | readonly Json[] | { readonly [key: string]: Json };

/** What a function gives back, before it is put into an envelope. */
export type Outcome =
  | { readonly ok: true; readonly data: Json }
  | { readonly ok: false; readonly errors: readonly [string, ...string[]] };

/** Reads and changes the account's state at once, without waiting, so that no two calls ever interleave. */
export type UapiFunction = (account: Account, parameters: CallParameters) => Outcome;

/** The functions of one module by name. */
export type UapiModule = Readonly<Record<string, UapiFunction>>;

export function succeeded(data: Json): Outcome {
  return { ok: true, data };
}

export function failed(...errors: readonly [string, ...string[]]): Outcome {
  return { ok: false, errors };
}

export function missing(parameter: string): Outcome {
  return failed(`The parameter “${parameter}” is required.`);
}
