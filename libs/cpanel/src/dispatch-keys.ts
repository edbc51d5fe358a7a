import { granted, refused, type Result } from '@portcullis/kernel';
import type { CallRefusal } from './call.js';
import type { Parameters } from './parameters.js';

/** A refusal before anybody knows in which shape to tell it. */
export type Why = Pick<CallRefusal, 'kind' | 'text'>;

/** The parameters that choose the function, and so may be there once only: nobody knows which copy a panel takes. */
const KEYS = [
  'cpanel_jsonapi_apiversion', 'cpanel_jsonapi_version', 'cpanel_jsonapi_module', 'cpanel_jsonapi_func', 'cpanel_jsonapi_user',
  'cpanel.user', 'cpanel.module', 'cpanel.function', 'api.version',
] as const;
export type DispatchKey = (typeof KEYS)[number];
export type Dispatch = Partial<Record<DispatchKey, string>>;

/** Paging, sorting, choice of columns: they ride along and are no arguments. */
const CONTROL = /^(?:api\.|cpanel_jsonapi_|cpanel\.(?:user|module|function)$)/i;

/** Elder spellings of these keys, and such as we do not know: a panel may let one of them choose the function, or the user. */
const OTHER_DISPATCH = /^(?:cpanel_xmlapi_|cpanel_jsonapi_|xmlin$|cpanel\.)/i;

/** What of the parameters chooses the function. `allowed`: the keys that mean something at this address. */
export function readDispatch(parameters: Parameters, allowed: readonly DispatchKey[]): Result<Dispatch, Why> {
  const dispatch: Dispatch = {};
  for (const key of KEYS) {
    const [one, another] = parameters.named(key);
    if (one === undefined) continue;
    if (another !== undefined) return malformed(`${key} may be given once only.`);
    if (one.name !== key || one.as !== undefined) return malformed(`${key} must be written so, and be plain text.`);
    if (key !== 'api.version' && !allowed.includes(key)) return malformed(`${key} means nothing at this address.`);
    dispatch[key] = one.value;
  }
  const other = parameters.all.find(({ name }) => OTHER_DISPATCH.test(name) && !Object.hasOwn(dispatch, name));
  return other === undefined ? granted(dispatch) : malformed(`${other.name} is not known here.`);
}

/** What the function itself is given. */
export function functionArguments(parameters: Parameters): Parameters {
  return parameters.where(({ name }) => !CONTROL.test(name));
}

export function malformed(text: string): Result<never, Why> {
  return refused({ kind: 'malformed', text });
}

export function denied(text: string): Result<never, Why> {
  return refused({ kind: 'denied', text });
}
