import { canonicalOperation, managementOperation, type OperationFacts } from '@portcullis/access';
import { assert, granted, type Result } from '@portcullis/kernel';
import type { PanelCall, PanelCaller } from './call.js';
import { operationName, type CallApi, type ResourceParameter } from './catalogue-row.js';
import type { Catalogue } from './catalogue.js';
import { denied, functionArguments, malformed, type Why } from './dispatch-keys.js';
import { isCallName } from './panel-path.js';
import type { Parameters } from './parameters.js';

/** For whom calls are read. */
export interface Reading {
  readonly caller: PanelCaller;
  readonly catalogue: Catalogue;
  /** The user whose account a provider's call names. */
  readonly account: string | null;
}

/** Modules whose functions we unpack, serve or resolve: a panel without case must not find them where we do not. */
const OWN_SPELLING: ReadonlyMap<string, string> = new Map(['Tokens', 'Batch', 'DNS', 'ZoneEdit', 'Cron'].map((module) => [module.toLowerCase(), module]));
/** Before `::` they mean other things than a module of the panel. */
const NOT_MODULES: ReadonlySet<string> = new Set(['portcullis', 'whm']);

/** Not to be had through the gateway, whoever asks: each reaches past everything that was checked. */
const REFUSED_WHM: ReadonlyMap<string, string> = new Map([
  ['execute_remote_whmapi1_with_password', 'Calls of another server cannot be checked here.'],
  ['cors_proxy_get', 'Fetching an address of the caller from within the panel is not possible here.'],
  ['wp_dashboard_create_api_token', 'Tokens are made with api_token_create.'],
]);
/** Calls that hold calls. */
const UNPACKED_WHM: ReadonlySet<string> = new Set(['cpanel', 'uapi_cpanel', 'batch']);

/** In functions that no table lists, what may name an account. */
const ACCOUNT_PARAMETERS: readonly ResourceParameter[] = ['user', 'username', 'account', 'acct', 'owner', 'reseller'].map((parameter) => ({ kind: 'account', parameter }));
/** The user name of an account, as WHM wants it in calls: lower case. Whoever else folds or trims names would find another. */
export const USER = /^[a-z][a-z0-9_-]{0,31}$/;

const NESTED = 'A batch holds plain calls only: no batches, and no calls on behalf of an account.';

/** One function of an account's API, by its names. */
export function readAccountCall(api: 'uapi' | 'api2', module: string, functionName: string, given: Parameters, reading: Reading): Result<PanelCall, Why> {
  if (!isCallName(module) || !isCallName(functionName)) return malformed('The names of the module and of the function are letters, digits and underscores.');
  const folded = module.toLowerCase();
  if (NOT_MODULES.has(folded)) return denied('The panel has no such module.');
  const own = OWN_SPELLING.get(folded);
  if (own !== undefined && (own !== module || functionName !== functionName.toLowerCase())) return malformed(`Names are case-sensitive: the module is ${own}, and its functions are lower case.`);
  if (module === 'Batch') return denied(NESTED);
  if (module === 'Tokens') return api === 'uapi' ? ownCall({ api, module, functionName, given, reading }) : denied('API 2 has no functions for tokens: use UAPI.');
  return panelCall({ api, module, functionName, given, reading });
}

/** One function of WHM, by its name. */
export function readWhmCall(functionName: string, given: Parameters, reading: Reading): Result<PanelCall, Why> {
  if (!isCallName(functionName)) return malformed('The name of a function is letters, digits and underscores.');
  if (functionName !== functionName.toLowerCase()) return malformed('The names of functions are lower case.');
  const why = REFUSED_WHM.get(functionName);
  if (why !== undefined) return denied(why);
  const call = { api: 'whm', module: '', functionName, given, reading } as const;
  if (UNPACKED_WHM.has(functionName)) return denied(NESTED);
  if (functionName.startsWith('api_token_')) return ownCall(call);
  const read = panelCall(call);
  return read.ok ? namingItsAccounts(read.value) : read;
}

/** Whose account it is must be told in the one way that needs no guessing: by user name, as it is. */
function namingItsAccounts(call: PanelCall): Result<PanelCall, Why> {
  const parameters = call.resources.filter(({ kind }) => kind === 'account');
  const named = parameters.flatMap(({ parameter }) => call.arguments.named(parameter));
  if (named.some(({ value }) => !USER.test(value))) return malformed('Users are named in lower case, and one at a time.');
  // What takes a domain instead of a user would be a way round.
  if (call.operation.known && parameters.length > 0 && named.length === 0) return malformed(`${call.function} must name a user.`);
  return granted(call);
}

interface NamedCall {
  readonly api: CallApi;
  readonly module: string;
  readonly functionName: string;
  readonly given: Parameters;
  readonly reading: Reading;
}

/** A call that is answered from our own store. */
function ownCall(call: NamedCall): Result<PanelCall, Why> {
  const name = operationName(call.api, call.module, call.functionName);
  const operation = managementOperation(canonicalOperation(name));
  if (operation === null) return denied(`There is no function ${call.functionName} for tokens.`);
  return complete(call, operation, [], 'tokens');
}

function panelCall(call: NamedCall): Result<PanelCall, Why> {
  const { api, module, functionName, reading } = call;
  const facts = reading.catalogue.operation(api, module, functionName);
  // A provider's token holds no features of an account: what opens all functions of all accounts to it is one privilege.
  const operation = api !== 'whm' && reading.caller.kind === 'tenant' ? openedByPrivilege(facts) : facts;
  const resources = reading.catalogue.resources(api, module, functionName);
  return complete(call, operation, api === 'whm' && !facts.known ? ACCOUNT_PARAMETERS : resources, 'panel');
}

/** To a provider's token: now, and in every version of the catalogue. */
function openedByPrivilege(facts: OperationFacts): OperationFacts {
  const features = ['cpanel-api'];
  return { ...facts, features, ...(facts.earlier && { earlier: facts.earlier.map((row) => ({ ...row, features })) }) };
}

function complete(call: NamedCall, operation: OperationFacts, resources: readonly ResourceParameter[], handler: PanelCall['handler']): Result<PanelCall, Why> {
  const { api, module, functionName, given, reading } = call;
  assert(operation.name !== '', 'an operation has a name');
  const taken = functionArguments(given);
  if (taken.all.some(({ as, name }) => as === 'json' && !(module === 'ClamScanner' && name === 'actions'))) {
    return malformed('The values of JSON must be texts, numbers, booleans, or lists of these.');
  }
  if (handler === 'tokens' && taken.all.some(({ as }) => as !== undefined)) return malformed('Functions for tokens take plain text only.');
  return granted({ api, module, function: functionName, operation, resources, arguments: taken, account: reading.account, handler });
}
