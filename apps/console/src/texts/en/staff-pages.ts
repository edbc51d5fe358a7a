import { accounts } from './accounts.js';
import { allTokens } from './all-tokens.js';
import { enforcement } from './enforcement.js';
import { featureLists } from './feature-lists.js';
import { panels } from './panels.js';
import { policy } from './policy.js';
import { staff } from './staff.js';
import { tenants } from './tenants.js';

/** Of pages that account holders never see. */
export const staffPages = { staff, accounts, allTokens, featureLists, policy, tenants, panels, enforcement } as const;
