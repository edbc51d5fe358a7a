import type { Account } from './account.js';
import { callApi2 } from './api2/api2.js';
import type { Api2Outcome } from './api2/api2-function.js';
import type { CallParameters } from './call-parameters.js';
import type { ExecutedCall } from './executed-call.js';
import { callUapi } from './modules/uapi.js';
import type { CallPlace, Outcome } from './modules/uapi-function.js';
import type { PanelState } from './panel-state.js';

/** Carries a UAPI function out and notes that it did, whatever road it came by. */
export function runUapi(
  state: PanelState,
  account: Account,
  module: string,
  name: string,
  parameters: CallParameters,
): Outcome {
  return noted(state, { api: 'uapi', module, function: name, user: account.user }, parameters, (place) =>
    callUapi(module, name, account, parameters, place),
  );
}

/** The same for API 2. */
export function runApi2(
  state: PanelState,
  account: Account,
  module: string,
  name: string,
  parameters: CallParameters,
): Api2Outcome {
  return noted(state, { api: 'api2', module, function: name, user: account.user }, parameters, (place) =>
    callApi2(module, name, account, parameters, place),
  );
}

/**
 * Carries `act` out and puts what it did into the list of executed calls, after the calls it made inside. An unknown
 * function is not listed: nothing was carried out.
 */
export function noted<Result extends { readonly ok: boolean; readonly unknown?: true }>(
  state: PanelState,
  call: Pick<ExecutedCall, 'api' | 'module' | 'function' | 'user'>,
  parameters: CallParameters,
  act: (place: CallPlace) => Result,
): Result {
  const touched = new Set<string>();
  const outcome = act({
    state,
    touch: (resource) => void touched.add(resource),
    run: (...inner) => runUapi(state, ...inner),
  });
  if (outcome.unknown) return outcome;
  const given = parameters.pairs.map(({ name, value }) => [name, value] as const);
  state.executed.add({ ...call, arguments: given, touched: [...touched], ok: outcome.ok });
  return outcome;
}
