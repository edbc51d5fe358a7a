import type { Account } from '../account.js';
import type { CallParameters } from '../call-parameters.js';
import type { PanelState } from '../panel-state.js';

export type Json = null | number | string | readonly Json[] | { readonly [key: string]: Json };

/** What a function gives back, before it is put into an envelope. `unknown`: there is no such function. */
export type Outcome =
  | { readonly ok: true; readonly data: Json; readonly unknown?: never }
  | {
      readonly ok: false;
      readonly errors: readonly [string, ...string[]];
      readonly data?: Json;
      readonly unknown?: true;
    };

/** Where a call is carried out. */
export interface CallPlace {
  readonly state: PanelState;
  /** Notes what the call is aimed at, in the words of `ExecutedCall.touched`. */
  readonly touch: (resource: string) => void;
  /** Carries another UAPI function out, as a call of its own. */
  readonly run: (account: Account, module: string, name: string, parameters: CallParameters) => Outcome;
}

/** Reads and changes the account's state at once, without waiting, so that no two calls ever interleave. */
export type UapiFunction = (account: Account, parameters: CallParameters, place: CallPlace) => Outcome;

/** The functions of one module by name. */
export type UapiModule = Readonly<Record<string, UapiFunction>>;

export function succeeded(data: Json): Outcome {
  return { ok: true, data };
}

export function failed(...errors: readonly [string, ...string[]]): Outcome & { readonly ok: false } {
  return { ok: false, errors };
}

export function missing(parameter: string): Outcome {
  return failed(`The parameter “${parameter}” is required.`);
}
