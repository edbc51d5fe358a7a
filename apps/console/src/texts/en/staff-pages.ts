import { accounts } from './accounts.js';
import { featureLists } from './feature-lists.js';
import { staff } from './staff.js';
import { tenants } from './tenants.js';

/** Of pages that account holders never see. */
export const staffPages = { staff, accounts, featureLists, tenants } as const;
