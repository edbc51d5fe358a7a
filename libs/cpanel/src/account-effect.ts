import { granted, refused, type Result } from '@portcullis/kernel';
import type { PanelCall, PanelRequest } from './call.js';

/** What a provider's call does to an account as such. The names are as they were sent: whether they fit is for others to say. */
export type AccountEffect =
  | {
      readonly kind: 'create';
      readonly username: string;
      readonly domain: string;
      /** Null: none is named. */
      readonly featureList: string | null;
    }
  | { readonly kind: 'suspend' | 'remove'; readonly username: string }
  | { readonly kind: 'unsuspend'; readonly username: string };

const EFFECTS: ReadonlyMap<string, AccountEffect['kind']> = new Map([
  ['createacct', 'create'],
  ['suspendacct', 'suspend'],
  ['unsuspendacct', 'unsuspend'],
  ['removeacct', 'remove'],
]);

/**
 * The effect of a request on an account; null: it has none. Refused, in words, where it would have one that cannot be followed: what
 * is made or ended on the panel has to be known here as well.
 */
export function readAccountEffect({ envelope, calls }: PanelRequest): Result<AccountEffect | null, string> {
  if (calls.some(renames)) return refused('Accounts cannot be renamed here, since their tokens would be lost sight of: leave newuser out.');
  const call = calls.find((one) => effectOf(one) !== undefined);
  if (call === undefined) return granted(null);
  const kind = effectOf(call)!;
  const name = call.function.toLowerCase();
  if (call.function !== name) return refused(`Names are case-sensitive: the function is ${name}.`);
  if (calls.length > 1 || envelope.shape === 'whm_batch') return refused(`Send ${name} by itself, not in a batch.`);
  if (kind === 'create') return readCreation(call);
  const username = oneValue(call, kind === 'remove' ? ['username', 'user'] : ['user']);
  return username === null ? refused(`${name} needs one account, named once as ${kind === 'remove' ? 'username' : 'user'}.`) : granted({ kind, username });
}

function effectOf({ api, function: name }: PanelCall): AccountEffect['kind'] | undefined {
  return api === 'whm' ? EFFECTS.get(name.toLowerCase()) : undefined;
}

function renames({ api, function: name, arguments: given }: PanelCall): boolean {
  return api === 'whm' && name.toLowerCase() === 'modifyacct' && given.named('newuser').some(({ value }) => value !== oneValue({ arguments: given }, ['user']));
}

function readCreation(call: PanelCall): Result<AccountEffect, string> {
  const username = oneValue(call, ['username']);
  if (username === null) return refused('createacct needs a username, given once: whom it makes has to be known here.');
  const domain = oneValue(call, ['domain']);
  if (domain === null) return refused('createacct needs a domain, given once.');
  const featureList = oneValue(call, ['featurelist']);
  if (featureList === null && call.arguments.named('featurelist').length > 0) return refused('createacct takes one featurelist.');
  return granted({ kind: 'create', username, domain, featureList });
}

/** What these parameters say, if some are given in exactly this spelling and all say the same. Panels differ in what else they take. */
function oneValue({ arguments: given }: Pick<PanelCall, 'arguments'>, parameters: readonly string[]): string | null {
  const found = parameters.flatMap((parameter) => given.named(parameter));
  const values = new Set(found.map(({ value }) => value));
  const [value] = values;
  return values.size === 1 && value !== '' && found.every(({ name, as }) => parameters.includes(name) && as === undefined) ? value! : null;
}
