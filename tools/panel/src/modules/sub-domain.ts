import { addSubDomain } from '../account-domains.js';
import { failed, missing, succeeded, type UapiModule } from './uapi-function.js';

export const subDomain: UapiModule = {
  /** `domain`: the label or the whole name; `rootdomain`; `dir`. */
  addsubdomain(account, parameters, place) {
    const label = parameters.first('domain');
    const root = parameters.first('rootdomain');
    if (!label) return missing('domain');
    if (!root) return missing('rootdomain');
    const refused = addSubDomain(account, place, label, root, parameters.first('dir'));
    return refused === null ? succeeded(null) : failed(refused);
  },
};
