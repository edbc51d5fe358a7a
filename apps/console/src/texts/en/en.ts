import { problems } from './problems.js';
import { rights } from './rights.js';
import { shell } from './shell.js';
import { signIn } from './sign-in.js';
import { tokens } from './tokens.js';

/** Of what everybody loads first. One part for each page, so that whoever changes a page finds its texts. */
export const en = { shell, signIn, problems, rights, tokens } as const;
