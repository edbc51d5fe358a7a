import { succeeded, type UapiModule } from './uapi-function.js';

/** The panel's own store. It is here to be missed: a gateway answers this module itself. */
export const tokens: UapiModule = {
  list: (account) =>
    succeeded(
      Array.from(account.tokens.values(), ({ name, createTime, expiresAt, readonly }) => ({
        name,
        has_full_access: 1,
        features: [],
        create_time: createTime,
        expires_at: expiresAt,
        whitelist_ips: null,
        ...(readonly && { readonly: 1 }),
      })),
    ),
};
