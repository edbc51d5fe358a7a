import { argv, exit, stderr } from 'node:process';
import { variablesOf } from './command-line.js';
import { startGateway } from './index.js';

try {
  Object.assign(process.env, variablesOf(argv.slice(2)));
} catch (error) {
  stderr.write(`${(error as Error).message}\n`);
  exit(2);
}
await startGateway();
