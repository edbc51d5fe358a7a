import { allDomains, homeOf, type Account } from '../account.js';
import type { CallParameters } from '../call-parameters.js';
import { removeTree } from '../file-tree.js';
import { homePath } from '../home-path.js';
import { failed, missing, succeeded, type UapiModule } from './uapi-function.js';

export const ftp: UapiModule = {
  /** `user`, `domain`, `pass`, `homedir` (default `public_html/<user>`). */
  add_ftp(account, parameters, { touch }) {
    const login = loginOf(account, parameters);
    if (login === null) return missing('user');
    touch(`ftp_user:${login}`);
    if (!parameters.first('pass') && !parameters.first('pass_hash')) return missing('pass');
    const [name, domain] = login.split('@') as [string, string];
    if (!allDomains(account).includes(domain)) return failed(`You do not control a domain named ${domain}.`);
    const home = homePath(account, parameters.first('homedir') ?? `public_html/${name}`);
    if (home === null) return failed('The directory is outside the account.');
    touch(`path:${home}`);
    if (account.ftpUsers.has(login)) return failed(`The FTP user ${login} exists already.`);
    account.ftpUsers.set(login, home);
    if (home !== '/' && !account.files.has(home)) account.files.set(home, null);
    return succeeded(null);
  },

  /** `user`, `domain`; `destroy` = 1 removes the directory too, which the call does not name. */
  delete_ftp(account, parameters, { touch }) {
    const login = loginOf(account, parameters);
    if (login === null) return missing('user');
    touch(`ftp_user:${login}`);
    const home = account.ftpUsers.get(login);
    if (home === undefined) return failed(`There is no FTP user ${login}.`);
    account.ftpUsers.delete(login);
    if (parameters.first('destroy') === '1') {
      touch(`path:${home}`);
      removeTree(account.files, home);
    }
    return succeeded(null);
  },

  list_ftp: (account) =>
    succeeded([
      { homedir: homeOf(account), type: 'main', user: account.user },
      ...[...account.ftpUsers].map(([user, home]) => ({ homedir: homeOf(account) + home, type: 'sub', user })),
    ]),
};

/** `name@domain`: given whole, or completed by `domain` or else the main domain. */
function loginOf(account: Account, parameters: CallParameters): string | null {
  const user = parameters.first('user')?.toLowerCase();
  if (!user) return null;
  return user.includes('@') ? user : `${user}@${(parameters.first('domain') || account.mainDomain).toLowerCase()}`;
}
