import type { NativeToken } from '../account.js';
import { failed, missing, succeeded, type Json, type UapiModule } from './uapi-function.js';

const NAME = /^[A-Za-z0-9_-]{1,50}$/;
const SECRET_LENGTH = 32;

/** The panel's own store. It is here to be missed: a gateway answers this module itself. */
export const tokens: UapiModule = {
  /** `name`, `expires_at` (Unix seconds), `readonly`. The secret is counted out, not secret: this is no real panel. */
  create_full_access(account, parameters, { state }) {
    const name = parameters.first('name');
    if (!name) return missing('name');
    const wrong = nameError(account.tokens, name);
    if (wrong !== null) return failed(wrong);
    const now = state.now();
    const given = parameters.first('expires_at') || '0';
    if (!/^\d{1,12}$/.test(given)) return failed('The parameter “expires_at” must be a time in seconds.');
    const expiresAt = Number(given) || null;
    if (expiresAt !== null && expiresAt <= now) return failed('The token would have expired already.');
    const secret = `NATIVE${account.user.toUpperCase().replace(/[^A-Z0-9]/g, '')}${account.tokens.size}`;
    const token = { name, secret: secret.padEnd(SECRET_LENGTH, 'X'), createTime: now, expiresAt };
    account.tokens.set(name, { ...token, readonly: parameters.first('readonly') === '1' });
    return succeeded({ create_time: now, token: token.secret, whitelist_ips: null });
  },

  list: (account) => succeeded(Array.from(account.tokens.values(), shown)),

  /** `name`, `new_name`. The secret stays. */
  rename(account, parameters) {
    const name = parameters.first('name');
    const newName = parameters.first('new_name');
    if (!name) return missing('name');
    if (!newName) return missing('new_name');
    const token = account.tokens.get(name);
    if (!token) return failed(`There is no token “${name}”.`);
    const wrong = nameError(account.tokens, newName);
    if (wrong !== null) return failed(wrong);
    account.tokens.delete(name);
    account.tokens.set(newName, { ...token, name: newName });
    return succeeded(null);
  },

  /** 1 also for a token that was not there. */
  revoke(account, parameters) {
    const name = parameters.first('name');
    if (!name) return missing('name');
    account.tokens.delete(name);
    return succeeded(1);
  },
};

function nameError(existing: ReadonlyMap<string, NativeToken>, name: string): string | null {
  if (!NAME.test(name)) return 'The name of a token has 1 to 50 letters, digits, dashes and underscores.';
  return existing.has(name) ? `There is a token “${name}” already.` : null;
}

function shown({ name, createTime, expiresAt, readonly }: NativeToken): Json {
  return {
    name,
    has_full_access: 1,
    features: [],
    create_time: createTime,
    expires_at: expiresAt,
    whitelist_ips: null,
    ...(readonly && { readonly: 1 }),
  };
}
