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
 * since `NAME=${UNSET}` in a compose file means just that. The result cannot be changed.
 */
export function parseConfig<Schema extends z.ZodObject>(
  schema: Schema,
  env: Environment,
): Result<z.output<Schema>, readonly ConfigProblem[]> {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
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
