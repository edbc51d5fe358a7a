import { register } from 'node:module';

// `node --import ./register.mjs file.ts` runs our TypeScript sources without a build. Node 20 cannot do that by itself.
register('./hooks.mjs', import.meta.url);
