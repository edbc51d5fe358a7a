import { rmSync } from 'node:fs';
import type { ProcessSpec } from './child.js';
import { identify, stopStranger, type ProcessIdentity } from './os-process.js';
import { readJson, writePrivateJson } from './private-files.js';

interface RecordedProcess {
  readonly name: string;
  readonly identity: ProcessIdentity;
  readonly stopSignal: ProcessSpec['stopSignal'];
}

/** Keeps a note of what runs, for a launcher that comes after this one was killed. */
export function recordProcesses(
  file: string,
  running: readonly { readonly spec: ProcessSpec; readonly pid: number }[],
): void {
  const records = running.flatMap(({ spec, pid }): RecordedProcess[] => {
    const identity = identify(pid);
    return identity === null ? [] : [{ name: spec.name, identity, stopSignal: spec.stopSignal }];
  });
  if (records.length === 0) rmSync(file, { force: true });
  else writePrivateJson(file, records);
}

/** Stops what a killed launcher left running: it would keep its ports, and two servers must never share one folder. */
export async function stopLeftovers(file: string): Promise<void> {
  const records = (readJson(file) ?? []) as RecordedProcess[];
  await Promise.all(records.map(({ identity, stopSignal }) => stopStranger(identity, stopSignal)));
  rmSync(file, { force: true });
}
