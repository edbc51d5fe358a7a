import { copyFileSync, readdirSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';

const MAX_LOG_BYTES = 16 * 1024 * 1024;

/**
 * Bounds every log of a folder: one that is too long is copied to `….1` and emptied. The writers keep their open
 * file and go on at its new end, since they append; what they write in between is lost, which a development log can
 * bear.
 */
export function boundLogs(folder: string, maxBytes = MAX_LOG_BYTES): void {
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    if (!name.endsWith('.log') || statSync(file).size <= maxBytes) continue;
    copyFileSync(file, `${file}.1`);
    truncateSync(file);
  }
}
