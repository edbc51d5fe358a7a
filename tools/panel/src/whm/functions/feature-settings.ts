import { callUapi } from '../../modules/uapi.js';
import { done, missing, refused, type Fields, type WhmFunctions } from '../whm-function.js';
import { noAccount, reachedAccount } from './reached-account.js';

export const featureSettings: WhmFunctions = {
  /** Every `user`, and every `feature` or else all of them. */
  get_users_features_settings: {
    acl: 'acct-summary',
    legacy: null,
    run(call) {
      const users = call.parameters.all('user');
      if (users.length === 0) return missing('user');
      const wanted = call.parameters.all('feature');
      const rows: Fields[] = [];
      for (const user of users) {
        const account = reachedAccount(call, user);
        if (!account) return noAccount(user);
        const listed = callUapi('Features', 'list_features', account, call.parameters.inner([]), call);
        if (!listed.ok) return refused(listed.errors.join(' '));
        for (const [feature, setting] of Object.entries(listed.data as Readonly<Record<string, number>>)) {
          if (wanted.length > 0 && !wanted.includes(feature)) continue;
          const list = { feature_list: 'default', feature_list_setting: setting };
          rows.push({ cpuser_setting: null, feature, ...list, user });
        }
      }
      return done({ users_features_settings: rows });
    },
  },
};
