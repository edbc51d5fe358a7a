import type { Leaf } from '@portcullis/access';
import { granted, refused, type Result } from '@portcullis/kernel';
import type { PanelCall } from '../call.js';
import { isOddSchedule } from '../cron-leaves.js';
import { only } from './record-draft.js';

export interface CronLine {
  readonly command: string;
  /** Names the line: made from what stands there, or by the panel. */
  readonly linekey: string;
  /** Counts the commands, from 1. */
  readonly commandNumber: string;
}

/** A cron call that names a line, and what is to stand there; null: the line is removed. */
export interface CronEdit {
  readonly by: 'linekey' | 'commandNumber';
  readonly line: string;
  readonly command: string | null;
}

const KEYS: readonly (readonly [parameter: string, by: CronEdit['by']])[] = [['linekey', 'linekey'], ['line', 'commandNumber'], ['commandnumber', 'commandNumber']];

/**
 * API 2's `Cron::edit_line` and `remove_line`. Null: it is neither, or it names its line in more than one way, or its schedule could
 * hold another command than the one that is named.
 */
export function readCronEdit({ api, module, function: name, arguments: given }: PanelCall): CronEdit | null {
  if (api !== 'api2' || module !== 'Cron' || (name !== 'edit_line' && name !== 'remove_line')) return null;
  const named = KEYS.flatMap(([parameter, by]) => given.named(parameter).map(({ value }) => ({ by, line: value })));
  const line = only(named);
  const command = name === 'remove_line' ? null : only(given.named('command').map(({ value }) => value));
  if (line === null || (name === 'edit_line' && (command === null || isOddSchedule(given)))) return null;
  return { ...line, command };
}

/** Reads the answer to API 2's `Cron::fetchcron`. Null: it is a failure, or not what it should be. */
export function readCronAnswer(body: Uint8Array): readonly CronLine[] | null {
  let rows: unknown;
  try {
    const { cpanelresult } = JSON.parse(Buffer.from(body).toString('utf8')) as { cpanelresult?: { data?: unknown; event?: { result?: unknown } } };
    rows = cpanelresult?.event?.result === 1 ? cpanelresult.data : null;
  } catch {
    return null;
  }
  if (!Array.isArray(rows)) return null;
  return rows.flatMap((row: unknown) => {
    const { type, command, linekey, commandnumber } = (row ?? {}) as Record<string, unknown>;
    return type === 'command' && typeof command === 'string' ? [{ command, linekey: text(linekey), commandNumber: text(commandnumber) }] : [];
  });
}

/** The command that stands at the line now, and the one that is to. The refusal is a sentence. */
export function touchedCronLines(edit: CronEdit, lines: readonly CronLine[]): Result<Leaf[], string> {
  const old = only(lines.filter((line) => line[edit.by] === edit.line));
  if (old === null) return refused('There is no cron job at the line given: list them again, then retry.');
  return granted([old.command, ...(edit.command === null ? [] : [edit.command])].map((command) => ({ kind: 'cron_line', command })));
}

/**
 * What is not as the edit should have left it, in words without a command; null: all is. The panel has no lock for cron lines, so
 * somebody's edit in the same moment can turn another line into the one that was named.
 */
export function cronMismatch(edit: CronEdit, before: readonly CronLine[], after: readonly CronLine[]): string | null {
  const old = before.find((line) => line[edit.by] === edit.line);
  const expected = before.filter((line) => line !== old).map(({ command }) => command);
  if (edit.command !== null) expected.push(edit.command);
  const found = after.map(({ command }) => command);
  return expected.sort().join('\n') === found.sort().join('\n') ? null : 'the cron jobs are not those that the edit should have left';
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
