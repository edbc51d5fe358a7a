import type { Account } from '../account.js';
import type { CallParameters } from '../call-parameters.js';
import type { CallPlace } from '../modules/uapi-function.js';
import { custInfo } from './cust-info.js';
import type { Api2Module, Api2Outcome } from './api2-function.js';

/** Every API 2 module the stand-in answers. */
const MODULES: Readonly<Record<string, Api2Module>> = {
  CustInfo: custInfo,
};

/** Names are case-sensitive. An unknown one is a failure of the call, not of HTTP. */
export function callApi2(
  module: string,
  name: string,
  account: Account,
  parameters: CallParameters,
  place: CallPlace,
): Api2Outcome {
  const functions = Object.hasOwn(MODULES, module) ? MODULES[module]! : {};
  if (!Object.hasOwn(functions, name)) {
    const error = `The stand-in panel has no API 2 function ${name} in a module ${module}.`;
    return { ok: false, data: [], error, unknown: true };
  }
  return functions[name]!(account, parameters, place);
}
