import { activity } from './activity.js';
import { createToken } from './create-token.js';
import { denial } from './denial.js';
import { entries } from './entries.js';
import { receipt } from './receipt.js';
import { secret } from './secret.js';
import { token } from './token.js';
import { trail } from './trail.js';

/** Of an account's pages but the first one, which shall be there soon. */
export const accountPages = { createToken, secret, token, activity, denial, entries, trail, receipt } as const;
