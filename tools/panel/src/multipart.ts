export interface UploadedFile {
  /** The name of its part: `file-1`. */
  readonly name: string;
  readonly filename: string;
  readonly content: Buffer;
}

export interface Multipart {
  readonly fields: (readonly [name: string, value: string])[];
  readonly files: UploadedFile[];
}

const BREAK = /\r?\n\r?\n/;

/**
 * Reads a `multipart/form-data` body, and reads it generously: bare line feeds, a preamble, names without quotes,
 * headers in any case. Whoever stands in front and is stricter is safe; whoever is more generous is not.
 */
export function readMultipart(contentType: string, body: Buffer): Multipart {
  const found: Multipart = { fields: [], files: [] };
  const boundary = parameterOf(contentType, 'boundary');
  if (!boundary) return found;
  const text = body.toString('latin1'); // one char a byte, so that indexes are bytes
  const parts = text.split(new RegExp(`(?:^|\\r?\\n)--${boundary.replace(/[^A-Za-z0-9]/g, '\\$&')}`));
  for (const part of parts.slice(1)) {
    if (part.startsWith('--')) break;
    const start = /^[ \t]*\r?\n/.exec(part);
    if (!start) continue;
    const rest = part.slice(start[0].length);
    const end = BREAK.exec(rest);
    if (!end) continue;
    readPart(rest.slice(0, end.index), Buffer.from(rest.slice(end.index + end[0].length), 'latin1'), found);
  }
  return found;
}

function readPart(head: string, content: Buffer, found: Multipart): void {
  const lines = head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/); // folded lines are one line
  const disposition = lines.findLast((line) => /^content-disposition\s*:/i.test(line));
  const name = disposition && parameterOf(disposition, 'name');
  if (disposition === undefined || name === undefined) return;
  const filename = parameterOf(disposition, 'filename');
  if (filename === undefined) found.fields.push([name, content.toString('utf8')]);
  else found.files.push({ name, filename, content });
}

function parameterOf(header: string, name: string): string | undefined {
  const match = new RegExp(`[;\\s]${name}\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|([^;\\s]*))`, 'i').exec(header);
  const raw = match?.[1]?.replace(/\\(.)/g, '$1') ?? match?.[2];
  return raw === undefined ? undefined : Buffer.from(raw, 'latin1').toString('utf8');
}
