import type { RecordDraft } from './record-draft.js';
import { numbered, serialOf, withSerial, type Zone, type ZoneEntry } from './zone.js';

export interface ZoneEdit {
  /** The serial the caller read; the edit counts only against that state of the zone. */
  readonly serial: string;
  readonly add: readonly RecordDraft[];
  readonly edit: readonly (RecordDraft & { readonly lineIndex: number })[];
  /** Line indexes, like those of `edit`, of the zone as it was before any part of this edit. */
  readonly remove: readonly number[];
}

export type EditedZone =
  | { readonly ok: true; readonly zone: Zone; readonly newSerial: string }
  | { readonly ok: false; readonly errors: readonly [string, ...string[]] };

/** All of an edit or none of it. Edited records keep their number of lines, gaps close up, new records go last. */
export function editZone(zone: Zone, edit: ZoneEdit): EditedZone {
  const serial = serialOf(zone);
  if (edit.serial !== serial) {
    return {
      ok: false,
      errors: [`The serial number of ${zone.name} is ${serial}, not the one given: read the zone again, then retry.`],
    };
  }
  if (edit.add.length + edit.edit.length + edit.remove.length === 0) {
    return { ok: false, errors: ['Give at least one record to add, edit or remove.'] };
  }
  const [firstError, ...otherErrors] = lineErrors(zone, [...edit.edit.map((one) => one.lineIndex), ...edit.remove]);
  if (firstError !== undefined) return { ok: false, errors: [firstError, ...otherErrors] };

  const removed = new Set(edit.remove);
  const edited = new Map(edit.edit.map(({ lineIndex, ...draft }) => [lineIndex, draft]));
  const kept = numbered(zone).flatMap(({ entry, lineIndex }): ZoneEntry[] => {
    if (removed.has(lineIndex)) return [];
    const draft = edited.get(lineIndex);
    return [draft && entry.kind === 'record' ? { ...entry, ...draft } : entry];
  });
  const added = edit.add.map((draft): ZoneEntry => ({ kind: 'record', ...draft, lineCount: 1 }));
  const newSerial = String(Number(serial) + 1);
  return { ok: true, newSerial, zone: withSerial({ name: zone.name, entries: [...kept, ...added] }, newSerial) };
}

/** Only the first line of a record that is not the SOA may be named, and each of them once. */
function lineErrors(zone: Zone, lineIndexes: readonly number[]): string[] {
  const editable = new Set<number>();
  for (const { entry, lineIndex } of numbered(zone)) {
    if (entry.kind === 'record' && entry.type !== 'SOA') editable.add(lineIndex);
  }
  return lineIndexes.flatMap((lineIndex, at) => {
    if (!editable.has(lineIndex)) return [`No record that can be changed starts at line index ${lineIndex}.`];
    if (lineIndexes.indexOf(lineIndex) !== at) return [`The line index ${lineIndex} is named more than once.`];
    return [];
  });
}
