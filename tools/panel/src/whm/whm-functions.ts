import { aboutServer } from './functions/about-server.js';
import { accountEdit } from './functions/account-edit.js';
import { accountLife } from './functions/account-life.js';
import { accountList } from './functions/account-list.js';
import { apiTokens } from './functions/api-tokens.js';
import { featureSettings } from './functions/feature-settings.js';
import { packages } from './functions/packages.js';
import { resellers } from './functions/resellers.js';
import { sessions } from './functions/sessions.js';
import { through } from './functions/through.js';
import { zones } from './functions/zones.js';
import type { WhmFunction, WhmFunctions } from './whm-function.js';

/** All but `batch` and `cpanel`, which are ways to call others. A new one is an entry in one of these files. */
const FUNCTIONS: WhmFunctions = {
  ...aboutServer,
  ...accountEdit,
  ...accountLife,
  ...accountList,
  ...apiTokens,
  ...featureSettings,
  ...packages,
  ...resellers,
  ...sessions,
  ...through,
  ...zones,
};

/** Names are case-sensitive. Own keys only: a call to `constructor` must not find what every object inherits. */
export function whmFunction(name: string): WhmFunction | undefined {
  return Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
}
