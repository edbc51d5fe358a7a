import { accounts } from './accounts.js';
import { staff } from './staff.js';
import { tenants } from './tenants.js';

/** Of pages that account holders never see. */
export const staffPages = { staff, accounts, tenants } as const;
