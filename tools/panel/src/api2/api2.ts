import type { Account } from '../account.js';
import type { CallParameters } from '../call-parameters.js';
import type { CallPlace } from '../modules/uapi-function.js';
import { cron } from './cron.js';
import { custInfo } from './cust-info.js';
import { addonDomain, park, subDomain } from './domains.js';
import { fileman } from './fileman.js';
import { ssl } from './ssl.js';
import type { Api2Module, Api2Outcome } from './api2-function.js';
import { zoneEdit } from './zone-edit.js';

/** Every API 2 module the stand-in answers. */
const MODULES: Readonly<Record<string, Api2Module>> = {
  AddonDomain: addonDomain,
  Cron: cron,
  CustInfo: custInfo,
  Fileman: fileman,
  Park: park,
  SSL: ssl,
  SubDomain: subDomain,
  ZoneEdit: zoneEdit,
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
