import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(fileURLToPath(new URL('../../../package.json', import.meta.url)));

/**
 * Runs a program in the root of the repository.
 * `quiet` keeps back what it prints, for the caller to show if it matters; otherwise it prints to this terminal.
 * Answers { ok, output, seconds }; a program that cannot be started is not ok, and says why in `output`.
 */
export function run(command, args, { quiet = false, env = {} } = {}) {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    });
    child.stdout?.setEncoding('utf8').on('data', (text) => (output += text));
    child.stderr?.setEncoding('utf8').on('data', (text) => (output += text));
    const finish = (ok) => resolve({ ok, output, seconds: ((performance.now() - startedAt) / 1000).toFixed(1) });
    child.once('error', (error) => {
      output += `${command}: ${error.message}\n`;
      finish(false);
    });
    child.once('close', (code) => finish(code === 0));
  });
}
