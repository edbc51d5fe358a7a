import { join } from 'node:path';
import { differencesOfIssue } from '@portcullis/bench';
import { sharedStack, sharedStackDir } from '@portcullis/testkit';
import { apiOf } from './clients/api.js';
import { issue, makeProvider } from './providers.js';

it('is measured beside what it really does: the bench runs the statements of one issue, none more and none less', async () => {
  const { gateway, operatorToken, postgres } = sharedStack();
  const operator = apiOf(gateway, operatorToken);
  const { account } = await makeProvider(operator);
  let names = 0;
  const issueOne = async (): Promise<void> => {
    await issue(operator, `${account.path}/tokens`, { name: `t${++names}`, access: 'full' });
  };
  const logFile = join(sharedStackDir(), 'logs', 'postgres.log');
  expect(await differencesOfIssue({ postgres, logFile }, issueOne)).toEqual({ missing: [], surplus: [] });
});
