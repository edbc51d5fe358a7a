import type { Account } from '../account.js';
import type { CallParameters } from '../call-parameters.js';
import { batch } from './batch.js';
import { dns } from './dns.js';
import { domainInfo } from './domain-info.js';
import { email } from './email.js';
import { features } from './features.js';
import { fileman } from './fileman.js';
import { ftp } from './ftp.js';
import { mysql } from './mysql.js';
import { ssl } from './ssl.js';
import { statsBar } from './stats-bar.js';
import { subDomain } from './sub-domain.js';
import { tokens } from './tokens.js';
import { failed, type CallPlace, type Outcome, type UapiModule } from './uapi-function.js';
import { variables } from './variables.js';

/** Every UAPI module the stand-in answers. A new one is a file beside this one and a line here. */
const MODULES: Readonly<Record<string, UapiModule>> = {
  Batch: batch,
  DNS: dns,
  DomainInfo: domainInfo,
  Email: email,
  Features: features,
  Fileman: fileman,
  Ftp: ftp,
  Mysql: mysql,
  SSL: ssl,
  StatsBar: statsBar,
  SubDomain: subDomain,
  Tokens: tokens,
  Variables: variables,
};

/** Names are case-sensitive. An unknown one is a failure of the call, not of HTTP. */
export function callUapi(
  module: string,
  name: string,
  account: Account,
  parameters: CallParameters,
  place: CallPlace,
): Outcome {
  // Own keys only: a call to `constructor` must not find what every object inherits.
  const functions = Object.hasOwn(MODULES, module) ? MODULES[module]! : {};
  if (!Object.hasOwn(functions, name)) {
    return { ...failed(`The stand-in panel has no function ${name} in a module ${module}.`), unknown: true };
  }
  return functions[name]!(account, parameters, place);
}
