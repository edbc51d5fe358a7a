import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { LIFE_FIELDS, suiteFile, tokenBodies, tokenLife, type OwnerInFile, type SuiteInFile, type TestInFile, type TokenBody } from './format.js';
import { Positions, type Path } from './positions.js';

/** Something in a file that is not as it must be. */
export interface Mistake {
  readonly line: number;
  readonly text: string;
}

export interface SuiteToken {
  readonly name: string;
  readonly ownerName: string;
  readonly owner: OwnerInFile;
  /** What would create it, as the API takes it; of an account's token without `kind`. */
  readonly body: TokenBody;
  readonly life: Omit<z.output<typeof tokenLife>, 'owner'>;
  /** The line of something inside it. */
  readonly lineOf: (...path: Path) => number;
}

/** A file of policy tests that says what it may say. What its names mean to a catalogue is not looked at yet. */
export interface Suite {
  readonly title: string;
  readonly now: string;
  readonly catalogueVersion: number | null;
  readonly owners: SuiteInFile['owners'];
  readonly tokens: ReadonlyMap<string, SuiteToken>;
  readonly tests: readonly SuiteTest[];
}

export interface SuiteTest extends Omit<TestInFile, 'token' | 'tokens'> {
  readonly line: number;
  readonly tokens: readonly SuiteToken[];
  /** The line of something inside the test. */
  readonly lineOf: (...path: Path) => number;
}

export type Reading<Read> = { readonly ok: true; readonly value: Read } | { readonly ok: false; readonly mistakes: readonly Mistake[] };

/** Reads the text of a file: YAML, strict, each key once. */
export function readSuite(text: string): Reading<Suite> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, strict: true });
  const positions = new Positions(document, lines);
  const broken = [...document.errors, ...document.warnings].map(({ message, pos }) => ({ line: positions.lineAt(pos[0]), text: message.split('\n')[0]!.replace(/ at line \d+, column \d+:?$/, '') }));
  if (broken.length > 0) return { ok: false, mistakes: broken };

  const parsed = suiteFile.safeParse(document.toJS({ maxAliasCount: 1000 }));
  if (!parsed.success) return { ok: false, mistakes: mistakesIn(parsed.error, positions, []) };
  const { suite, now, catalogue, owners, tokens: written, tests } = parsed.data;

  const mistakes: Mistake[] = [];
  const tokens = new Map<string, SuiteToken>();
  for (const [name, fields] of Object.entries(written)) {
    const read = readToken(name, fields, owners, positions);
    if (read.ok) tokens.set(name, read.value);
    else mistakes.push(...read.mistakes);
  }
  const tellTokens = ({ token, tokens: several }: TestInFile, at: number): SuiteToken[] =>
    [...(token === undefined ? [] : [token]), ...(several ?? [])].flatMap((name) => {
      const known = tokens.get(name);
      if (known === undefined && !(name in written)) mistakes.push({ line: positions.lineOf(['tests', at, token === undefined ? 'tokens' : 'token']), text: `there is no token ${name} in this file` });
      return known ?? [];
    });
  const read = tests.map((test, at): SuiteTest => ({
    ...test,
    tokens: tellTokens(test, at),
    line: positions.lineOf(['tests', at, 'name']),
    lineOf: (...path) => positions.lineOf(['tests', at, ...path]),
  }));
  if (mistakes.length > 0) return { ok: false, mistakes: inOrder(mistakes) };
  return { ok: true, value: { title: suite, now, catalogueVersion: catalogue ?? null, owners, tokens, tests: read } };
}

function readToken(name: string, fields: Record<string, unknown>, owners: SuiteInFile['owners'], positions: Positions): Reading<SuiteToken> {
  const at = ['tokens', name];
  const life = tokenLife.safeParse(Object.fromEntries(Object.entries(fields).filter(([key]) => LIFE_FIELDS.includes(key))));
  if (!life.success) return { ok: false, mistakes: mistakesIn(life.error, positions, at) };
  const { owner: ownerName, ...rest } = life.data;
  const owner = owners[ownerName];
  if (owner === undefined) return { ok: false, mistakes: [{ line: positions.lineOf([...at, 'owner']), text: `there is no owner ${ownerName} in this file` }] };
  const asked = { name, ...Object.fromEntries(Object.entries(fields).filter(([key]) => !LIFE_FIELDS.includes(key))) };
  const body = owner.user === undefined ? tokenBodies.tenant.safeParse({ kind: 'tenant', ...asked }) : tokenBodies.account.safeParse(asked);
  if (!body.success) return { ok: false, mistakes: mistakesIn(body.error, positions, at) };
  return { ok: true, value: { name, ownerName, owner, body: body.data, life: rest, lineOf: (...path) => positions.lineOf([...at, ...path]) } };
}

/** What zod found, each where it stands in the file. */
function mistakesIn(error: z.ZodError, positions: Positions, around: Path): Mistake[] {
  return inOrder(
    error.issues.flatMap((issue): Mistake[] => {
      const path = [...around, ...issue.path];
      if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ line: positions.lineOf([...path, key]), text: `${key} is not a field of ${placeOf(path)}` }));
      return [{ line: positions.lineOf(path), text: `${placeOf(path)}: ${issue.message}` }];
    }),
  );
}

function placeOf(path: Path): string {
  return path.length === 0 ? 'this file' : path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('').replace(/^\./, '');
}

function inOrder(mistakes: readonly Mistake[]): Mistake[] {
  return [...mistakes].sort((one, other) => one.line - other.line);
}
