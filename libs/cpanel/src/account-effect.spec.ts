import { readAccountEffect } from './account-effect.js';
import { loadCatalogue } from './load-catalogue.js';
import { readPanelPath } from './panel-path.js';
import { readCalls } from './read-calls.js';
import { readParameters } from './read-parameters.js';

const catalogue = loadCatalogue();
const effect = (url: string, form = '') => {
  const [path, query = ''] = `/json-api/${url}`.split('?') as [string, string?];
  const target = readPanelPath(path);
  const parameters = readParameters({ query, contentType: 'application/x-www-form-urlencoded', body: Buffer.from(form) });
  if (!target.ok || !parameters.ok) throw new Error('not a request');
  const read = readCalls(target.value, parameters.value, { kind: 'tenant' }, catalogue);
  if (!read.ok) return read.refusal.text;
  const found = readAccountEffect(read.value);
  return found.ok ? found.value : found.refusal;
};
const batch = (...commands: string[]) => `batch?api.version=1&${commands.map((command) => `command=${encodeURIComponent(command)}`).join('&')}`;

describe('the effect of a provider\'s call on an account', () => {
  it.each<[string, string, object | null]>([
    ['createacct?api.version=1&username=bob&domain=B.com&featurelist=gold', '', { kind: 'create', username: 'bob', domain: 'B.com', featureList: 'gold' }],
    ['createacct', 'username=bob&domain=b.com&plan=x', { kind: 'create', username: 'bob', domain: 'b.com', featureList: null }],
    ['suspendacct?user=bob&reason=late', '', { kind: 'suspend', username: 'bob' }],
    ['unsuspendacct?api.version=1', 'user=bob', { kind: 'unsuspend', username: 'bob' }],
    ['removeacct?user=bob', '', { kind: 'remove', username: 'bob' }],
    ['removeacct?username=bob&user=bob', '', { kind: 'remove', username: 'bob' }],
    ['accountsummary?user=bob', '', null],
    ['modifyacct?user=bob&domain=b.com', '', null],
    ['modifyacct?user=bob&newuser=bob', '', null],
    ['changepackage?user=bob&pkg=x', '', null],
    [batch('accountsummary?user=bob', 'version'), '', null],
    ['uapi_cpanel?cpanel.user=bob&cpanel.module=Email&cpanel.function=suspendacct', '', null],
  ])('%s %s', (url, form, expected) => {
    expect(effect(url, form)).toEqual(expected);
  });

  it.each<[string, string, string]>([
    ['more than one account', 'suspendacct?user=bob&user=carol', 'suspendacct needs one account, named once as user.'],
    ['none', 'suspendacct', 'suspendacct must name a user.'],
    ['an empty one', 'suspendacct?user=', 'Users are named in lower case, and one at a time.'],
    ['what only some panels take for it', 'suspendacct?user-0=bob', 'suspendacct needs one account, named once as user.'],
    ['another beside it', 'suspendacct?user=bob&USER=carol', 'suspendacct needs one account, named once as user.'],
    ['two by two names', 'removeacct?username=bob&user=carol', 'removeacct needs one account, named once as username.'],
    ['a new one without a name', 'createacct?domain=b.com', 'createacct must name a user.'],
    ['a new one without a domain', 'createacct?username=bob', 'createacct needs a domain, given once.'],
    ['two feature lists', 'createacct?username=bob&domain=b.com&featurelist=a&featurelist=b', 'createacct takes one featurelist.'],
    ['the function in capitals', 'SuspendAcct?user=bob', 'The names of functions are lower case.'],
    ['a batch', batch('version', 'suspendacct?user=bob'), 'Send suspendacct by itself, not in a batch.'],
    ['a batch of one', batch('removeacct?user=bob'), 'Send removeacct by itself, not in a batch.'],
    ['a new name', 'modifyacct?user=bob&newuser=carol', 'Accounts cannot be renamed here, since their tokens would be lost sight of: leave newuser out.'],
    ['a new name in another spelling', 'modifyacct?user=bob&NewUser=carol', 'Accounts cannot be renamed here, since their tokens would be lost sight of: leave newuser out.'],
    ['a new name in a batch', batch('modifyacct?user=bob&newuser=carol'), 'Accounts cannot be renamed here, since their tokens would be lost sight of: leave newuser out.'],
  ])('is refused that names %s', (_, url, expected) => {
    expect(effect(url)).toBe(expected);
  });
});
