import type { Account } from '../account.js';
import { failed, missing, succeeded, type UapiModule } from './uapi-function.js';

const MAX_NAME_LENGTH = 64;

/** Names carry the account's prefix, `alice_`: one without it is refused. */
export const mysql: UapiModule = {
  create_database(account, parameters, { touch }) {
    const name = parameters.first('name');
    if (!name) return missing('name');
    touch(`database:${name}`);
    if (!isOwn(account, name)) return failed(`The name must begin with “${account.user}_”.`);
    if (account.databases.has(name)) return failed(`The database ${name} exists already.`);
    account.databases.add(name);
    return succeeded(null);
  },

  delete_database(account, parameters, { touch }) {
    const name = parameters.first('name');
    if (!name) return missing('name');
    touch(`database:${name}`);
    return account.databases.delete(name) ? succeeded(null) : failed(`There is no database ${name}.`);
  },

  list_databases: (account) =>
    succeeded(
      [...account.databases].toSorted().map((database) => ({
        database,
        disk_usage: 0,
        users: [...account.dbUsers].filter((user) => account.dbPrivileges.has(`${user} ${database}`)),
      })),
    ),

  /** `name`, `password`. */
  create_user(account, parameters, { touch }) {
    const name = parameters.first('name');
    if (!name) return missing('name');
    touch(`db_user:${name}`);
    if (!parameters.first('password')) return missing('password');
    if (!isOwn(account, name)) return failed(`The name must begin with “${account.user}_”.`);
    if (account.dbUsers.has(name)) return failed(`The user ${name} exists already.`);
    account.dbUsers.add(name);
    return succeeded(null);
  },

  delete_user(account, parameters, { touch }) {
    const name = parameters.first('name');
    if (!name) return missing('name');
    touch(`db_user:${name}`);
    return account.dbUsers.delete(name) ? succeeded(null) : failed(`There is no user ${name}.`);
  },

  /** `user`, `database`, `privileges`. */
  set_privileges_on_database(account, parameters, { touch }) {
    const user = parameters.first('user');
    const database = parameters.first('database');
    if (!user) return missing('user');
    if (!database) return missing('database');
    touch(`db_user:${user}`);
    touch(`database:${database}`);
    if (!account.dbUsers.has(user)) return failed(`There is no user ${user}.`);
    if (!account.databases.has(database)) return failed(`There is no database ${database}.`);
    account.dbPrivileges.set(`${user} ${database}`, parameters.first('privileges') ?? 'ALL PRIVILEGES');
    return succeeded(null);
  },
};

function isOwn(account: Account, name: string): boolean {
  return name.startsWith(`${account.user}_`) && name.length <= MAX_NAME_LENGTH && /^\w+$/.test(name);
}
