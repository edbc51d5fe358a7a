import { scalarText } from '../call-parameters.js';
import { uapiResult } from '../replies.js';
import { failed, missing, succeeded, type Json, type UapiModule } from './uapi-function.js';

interface Command {
  readonly module: string;
  readonly name: string;
  readonly pairs: (readonly [string, string])[];
}

export const batch: UapiModule = {
  /** `command`, `command-0`, …: each a JSON list of module, function and arguments. It ends at the first failure. */
  strict(account, parameters, { run }) {
    const texts = parameters.all('command');
    if (texts.length === 0) return missing('command');
    const commands: Command[] = [];
    for (const text of texts) {
      const command = readCommand(text);
      if (command === null) return failed('Each command must be a JSON list of a module, a function and arguments.');
      if (command.module === 'Batch') return failed('A batch cannot hold a batch.');
      commands.push(command);
    }
    const results: Json[] = [];
    for (const { module, name, pairs } of commands) {
      const outcome = run(account, module, name, parameters.inner(pairs));
      results.push(uapiResult(outcome));
      if (!outcome.ok) return { ...failed(`The command ${module}::${name} failed.`), data: results };
    }
    return succeeded(results);
  },
};

function readCommand(text: string): Command | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!Array.isArray(value) || value.length < 2 || value.length > 3) return null;
  const [module, name, given = {}] = value as unknown[];
  if (typeof module !== 'string' || typeof name !== 'string') return null;
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return null;
  const pairs: [string, string][] = [];
  for (const [key, values] of Object.entries(given)) {
    for (const each of Array.isArray(values) ? (values as unknown[]) : [values]) {
      // An object is what `add` and `edit` of a zone take as JSON text.
      pairs.push([key, scalarText(each) ?? JSON.stringify(each)]);
    }
  }
  return { module, name, pairs };
}
