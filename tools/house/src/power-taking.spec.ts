import { POWER_TAKING } from '@portcullis/contracts';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { read, root } from './repository.js';

/** Use-cases that number a change, by the names of their messages: `tokens.revoke_token` of apps/tokens/src/use-cases/revoke-token.ts. */
const numbering = ['tokens', 'permissions'].flatMap((service) => {
  const folder = `apps/${service}/src/use-cases`;
  const files = readdirSync(join(root, folder)).filter((file) => file.endsWith('.ts') && !file.endsWith('spec.ts') && file !== 'ports.ts');
  return files
    .filter((file) => /\brecord(?:\w*Changes?|Barrier)\(/.test(read(`${folder}/${file}`)))
    .map((file) => `${service}.${file.slice(0, -'.ts'.length).replaceAll('-', '_')}`);
});

/** What such a call takes, nobody gets a second time who asks this service for it: it need not wait until others have heard. */
const ONLY_ANNOUNCED = ['tokens.open_session', 'tokens.spend_grant'];

/** The service asks itself, and waits. */
const ITS_OWN = ['tokens.prove_enforcement'];

it('whatever numbers a change waits until it is in force, and answers a receipt', () => {
  const waiting = POWER_TAKING.map(({ service, name }) => `${service}.${name}`);
  expect(numbering.sort()).toEqual([...waiting, ...ONLY_ANNOUNCED, ...ITS_OWN].sort());
});
