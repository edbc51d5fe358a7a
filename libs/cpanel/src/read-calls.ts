import { granted, refused, type Result } from '@portcullis/kernel';
import { readStrictBatch, readWhmBatch, type Calls } from './batch-commands.js';
import type { CallRefusal, Envelope, PanelCall, PanelCaller, PanelRequest } from './call.js';
import type { Catalogue } from './catalogue.js';
import { denied, malformed, readDispatch, type DispatchKey, type Why } from './dispatch-keys.js';
import { leafParameters } from './leaf-parameters.js';
import { readAccountCall, readWhmCall, USER, type Reading } from './one-call.js';
import type { PanelTarget } from './panel-path.js';
import type { Parameters } from './parameters.js';

interface Read {
  readonly envelope: Envelope | null;
  readonly calls: Result<Calls, Why>;
  readonly claimedUser?: string | null;
}

/**
 * Everything that a request asks for, each call by itself, taken out of batches and of calls on behalf of others. What
 * the panel might take for another request than we do is refused, whoever asks.
 *
 * Whether the token may come to this surface at all is settled before; so is whether `claimedUser` is its user, after.
 */
export function readCalls(target: PanelTarget, parameters: Parameters, caller: PanelCaller, catalogue: Catalogue): Result<PanelRequest, CallRefusal> {
  if (target.surface === 'login') return refused({ envelope: null, kind: 'denied', text: 'There are no passwords here.' });
  const reading: Reading = { caller, catalogue, account: null };
  const { envelope, calls, claimedUser = null } = target.surface === 'execute' ? readExecute(target, parameters, reading) : readJsonApi(target.function, parameters, reading);
  if (!calls.ok) return refused({ envelope, ...calls.refusal });
  const twice = calls.value.map(inQueryAndBody).find((name) => name !== undefined);
  if (twice !== undefined) return refused({ envelope, kind: 'malformed', text: `${twice} stands in the query and in the body.` });
  if (envelope === null) return refused({ envelope, kind: 'malformed', text: 'The request names no function.' });
  return granted({ envelope, calls: calls.value, canonicalPath: target.canonicalPath, claimedUser });
}

/** A parameter that names what the call touches, and that is given in both places: nobody knows which one counts. */
function inQueryAndBody(call: PanelCall): string | undefined {
  return leafParameters(call).find((name) => new Set(call.arguments.named(name).map(({ from }) => from)).size > 1);
}

function readExecute({ module, function: functionName }: { readonly module: string; readonly function: string }, parameters: Parameters, reading: Reading): Read {
  const envelope: Envelope = { shape: isBatch(module, functionName) ? 'uapi_batch' : 'uapi' };
  if (reading.caller.kind !== 'account') return { envelope, calls: denied('This address is for tokens of accounts.') };
  const dispatch = readDispatch(parameters, []);
  return { envelope, calls: dispatch.ok ? accountCalls('uapi', module, functionName, parameters, reading) : dispatch };
}

function readJsonApi(functionName: string, parameters: Parameters, reading: Reading): Read {
  if (functionName === 'cpanel') return readCpanel(parameters, reading);
  if (reading.caller.kind !== 'tenant') return { envelope: null, calls: denied('This address is for tokens of providers.') };
  const wraps = functionName === 'uapi_cpanel';
  const dispatch = readDispatch(parameters, wraps ? ['cpanel.user', 'cpanel.module', 'cpanel.function'] : []);
  const version = dispatch.ok ? (dispatch.value['api.version'] ?? '0') : '0';
  const envelope: Envelope = { shape: whmShape(functionName, version), command: functionName };
  if (!dispatch.ok) return { envelope, calls: dispatch };
  if (!/^\d{1,3}$/.test(version)) return { envelope, calls: malformed('api.version is a number.') };
  if (wraps) return { envelope, calls: readUapiCpanel(dispatch.value, parameters, reading) };
  if (functionName === 'batch') return { envelope, calls: readWhmBatch(parameters, reading) };
  const call = readWhmCall(functionName, parameters, reading);
  return { envelope, calls: call.ok ? granted([call.value]) : call };
}

/** `/json-api/cpanel`: API 2 or UAPI, of the caller's own account or, in WHM, of the account that it names. */
function readCpanel(parameters: Parameters, reading: Reading): Read {
  const keys: readonly DispatchKey[] = ['cpanel_jsonapi_apiversion', 'cpanel_jsonapi_version', 'cpanel_jsonapi_module', 'cpanel_jsonapi_func', 'cpanel_jsonapi_user'];
  const dispatch = readDispatch(parameters, keys);
  if (!dispatch.ok) return { envelope: null, calls: dispatch };
  const { cpanel_jsonapi_apiversion: new_, cpanel_jsonapi_version: old, cpanel_jsonapi_module: module, cpanel_jsonapi_func: functionName, cpanel_jsonapi_user: user } = dispatch.value;
  if (new_ !== undefined && old !== undefined) return { envelope: null, calls: malformed('The version may be given once only.') };
  const version = new_ ?? old ?? '2';
  const envelope: Envelope | null = module === undefined || functionName === undefined ? null : { shape: version === '3' ? 'api3' : 'api2', module, function: functionName };
  if (version === '1') return { envelope, calls: denied('API 1 is closed to tokens.') };
  // Whoever does not know the elder name of the key runs API 2.
  if (old !== undefined && old !== '2') return { envelope, calls: malformed('Another version than 2 is asked for with cpanel_jsonapi_apiversion.') };
  if (version !== '2' && version !== '3') return { envelope, calls: malformed('The version is 2 or 3.') };
  if (envelope === null) return { envelope, calls: malformed('The request names no module and function.') };
  const api = version === '3' ? 'uapi' : 'api2';
  if (reading.caller.kind === 'account') return { envelope, claimedUser: user ?? null, calls: wrappedCalls(api, module!, functionName!, parameters, reading) };
  // Old scripts name the account by `user` here, and so may panels: a function with such an argument of its own has uapi_cpanel.
  const others = parameters.named('user').some(({ value }) => value !== user);
  if (others) return { envelope, calls: malformed('user names another account than cpanel_jsonapi_user.') };
  return { envelope, calls: onBehalf(user, reading, (theirs) => wrappedCalls(api, module!, functionName!, parameters, theirs)) };
}

function readUapiCpanel({ 'cpanel.user': user, 'cpanel.module': module, 'cpanel.function': functionName }: Partial<Record<DispatchKey, string>>, parameters: Parameters, reading: Reading): Result<Calls, Why> {
  if (module === undefined || functionName === undefined) return malformed('The request names no module and function.');
  return onBehalf(user, reading, (theirs) => wrappedCalls('uapi', module, functionName, parameters, theirs));
}

function onBehalf(user: string | undefined, reading: Reading, read: (theirs: Reading) => Result<Calls, Why>): Result<Calls, Why> {
  return user !== undefined && USER.test(user) ? read({ ...reading, account: user }) : malformed('The request must name a user, in lower case.');
}

/** The envelope of such calls is the wrapper's, which is that of one call: of a batch that we answer it would show the first secret only. */
function wrappedCalls(api: 'uapi' | 'api2', module: string, functionName: string, parameters: Parameters, reading: Reading): Result<Calls, Why> {
  const calls = accountCalls(api, module, functionName, parameters, reading);
  if (!calls.ok || !isBatch(module, functionName) || calls.value[0].handler === 'panel') return calls;
  return denied('Calls for tokens are answered one by one here, or in a batch at /execute/Batch/strict.');
}

function accountCalls(api: 'uapi' | 'api2', module: string, functionName: string, parameters: Parameters, reading: Reading): Result<Calls, Why> {
  if (api === 'uapi' && isBatch(module, functionName)) return readStrictBatch(parameters, reading);
  const call = readAccountCall(api, module, functionName, parameters, reading);
  return call.ok ? granted([call.value]) : call;
}

function isBatch(module: string, functionName: string): boolean {
  return module === 'Batch' && functionName === 'strict';
}

function whmShape(functionName: string, version: string): 'whm1' | 'whm_legacy' | 'whm_uapi_cpanel' | 'whm_batch' {
  if (functionName === 'uapi_cpanel') return 'whm_uapi_cpanel';
  if (functionName === 'batch') return 'whm_batch';
  return Number(version) >= 1 ? 'whm1' : 'whm_legacy';
}
