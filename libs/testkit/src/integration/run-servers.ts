import { startTestServers } from './test-servers.js';

// Prints one line of JSON when ready, and stops when standard input ends.
const { stop, ...addresses } = await startTestServers();
process.stdin.once('end', () => void stop().then(() => process.exit(0))).resume();
process.stdout.write(`${JSON.stringify(addresses)}\n`);
