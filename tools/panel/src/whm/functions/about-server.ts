import { bare, done, type WhmFunctions } from '../whm-function.js';

export const aboutServer: WhmFunctions = {
  version: { acl: null, legacy: bare(), run: () => done({ version: '0.0 (stand-in)' }) },
  gethostname: { acl: null, legacy: bare(), run: () => done({ hostname: 'stand-in.example' }) },
};
