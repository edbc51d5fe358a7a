import { activity } from './activity.js';
import { createToken } from './create-token.js';
import { denial } from './denial.js';
import { entries } from './entries.js';
import { problems } from './problems.js';
import { receipt } from './receipt.js';
import { rights } from './rights.js';
import { secret } from './secret.js';
import { shell } from './shell.js';
import { signIn } from './sign-in.js';
import { token } from './token.js';
import { trail } from './trail.js';
import { tokens } from './tokens.js';

/** One part for each page, so that whoever changes a page finds its texts. */
export const en = { shell, signIn, problems, rights, tokens, createToken, secret, token, activity, denial, entries, trail, receipt } as const;
