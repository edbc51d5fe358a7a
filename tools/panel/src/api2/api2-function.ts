import type { Account } from '../account.js';
import type { CallParameters } from '../call-parameters.js';
import type { CallPlace, Json } from '../modules/uapi-function.js';

/** What a function gives back, before it is put into an envelope. Its outcome may stand in `data` alone. */
export interface Api2Outcome {
  readonly ok: boolean;
  /** A list of objects, on success and on failure. */
  readonly data: readonly { readonly [key: string]: Json }[];
  /** Goes to `cpanelresult.error`; `event.result` is then 0. */
  readonly error?: string;
  /** There is no such function. */
  readonly unknown?: true;
}

export type Api2Function = (account: Account, parameters: CallParameters, place: CallPlace) => Api2Outcome;

export type Api2Module = Readonly<Record<string, Api2Function>>;

export function rows(...data: readonly { readonly [key: string]: Json }[]): Api2Outcome {
  return { ok: true, data };
}

/** The failure most modules have: said in `data` and in `error`. */
export function refused(reason: string): Api2Outcome {
  return { ok: false, data: [{ reason, result: 0, status: 0, statusmsg: reason }], error: reason };
}
