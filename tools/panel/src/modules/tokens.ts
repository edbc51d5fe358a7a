import { succeeded, type UapiModule } from './uapi-function.js';

/** A name of its own, so that a token list which holds it can only have come from the panel. */
const OWN_TOKEN_NAME = 'native-to-the-stand-in-panel';

export const tokens: UapiModule = {
  /** The one token the account was given at start. It is here to be missed: a gateway answers this module itself. */
  list: () =>
    succeeded([
      {
        name: OWN_TOKEN_NAME,
        has_full_access: 1,
        features: [],
        create_time: 1_704_067_200,
        expires_at: null,
        whitelist_ips: null,
      },
    ]),
};
