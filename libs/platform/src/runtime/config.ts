import { readFileSync } from 'node:fs';
import { granted, refused, type Result } from '@portcullis/kernel';
import type { z } from 'zod';

type Environment = Readonly<Record<string, string | undefined>>;

export interface ConfigProblem {
  readonly variable: string;
  /** What would have been right. Never what was there: it may be a password. */
  readonly expected: string;
}

/**
 * Reads the variables that the schema names; others are ignored. A variable that is set to nothing counts as not set,
 * since `NAME=${UNSET}` in a compose file means just that. Any of them may be given as `NAME_FILE` instead, the path of a file
 * that holds it: an environment is seen by whoever may list processes or inspect a container. The result cannot be changed.
 */
export function parseConfig<Schema extends z.ZodObject>(
  schema: Schema,
  env: Environment,
  readFile: (path: string) => string = (path) => readFileSync(path, 'utf8'),
): Result<z.output<Schema>, readonly ConfigProblem[]> {
  const { given, problems } = gather(Object.keys(schema.shape), env, readFile);
  if (problems.length > 0) return refused(problems);
  const parsed = schema.safeParse(given);
  if (parsed.success) return granted(deepFreeze(parsed.data));
  return refused(
    parsed.error.issues.map(({ path, message }) => {
      const variable = String(path[0] ?? '(several variables)');
      const field = schema.shape[variable] as z.ZodType | undefined;
      return { variable, expected: field?.description ?? message };
    }),
  );
}

function gather(names: readonly string[], env: Environment, readFile: (path: string) => string) {
  const given: Record<string, string> = {};
  const problems: ConfigProblem[] = [];
  for (const name of names) {
    const value = env[name] ?? '';
    const fileVariable = `${name}_FILE`;
    const path = names.includes(fileVariable) ? '' : (env[fileVariable] ?? '');
    if (path === '') {
      if (value !== '') given[name] = value;
    } else if (value !== '') {
      problems.push({ variable: name, expected: `this or ${fileVariable}, not both` });
    } else {
      try {
        given[name] = readFile(path).replace(/\r?\n$/, '');
      } catch {
        problems.push({ variable: fileVariable, expected: 'the path of a file that can be read' });
      }
    }
  }
  return { given, problems };
}

/** The configuration of this process. Failing that, names every bad variable on standard error and exits with 2. */
export function loadConfig<Schema extends z.ZodObject>(schema: Schema): z.output<Schema> {
  const config = parseConfig(schema, process.env);
  if (config.ok) return config.value;
  for (const { variable, expected } of config.refusal) {
    process.stderr.write(`configuration: ${variable}: ${expected}\n`);
  }
  process.exit(2);
}

function deepFreeze<T>(value: T): T {
  // Bytes cannot be frozen.
  if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value) && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) deepFreeze(part);
  }
  return value;
}
