import { spawnSync } from 'node:child_process';
import type { PowerDnsPrograms } from '@portcullis/stack';
import { REPOSITORY } from '@portcullis/stack/layout';

/**
 * A real PowerDNS, fetched where this machine has none; null where it cannot be had, and why is on the terminal. Waits for it, since jest wants
 * to know which tests are skipped before it runs any.
 */
export function powerdnsPrograms(): PowerDnsPrograms | null {
  const script = `import { findPowerDns } from '@portcullis/stack'; console.log(JSON.stringify(await findPowerDns((line) => console.error(line))));`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], { cwd: REPOSITORY, encoding: 'utf8' });
  if (status === 0) return JSON.parse(stdout) as PowerDnsPrograms;
  process.stderr.write(`PowerDNS cannot be had, so its specs are skipped:\n${stderr}\n`);
  return null;
}
