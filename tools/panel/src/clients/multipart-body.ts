export type Part =
  | { readonly name: string; readonly value: string }
  | { readonly name: string; readonly filename: string; readonly contentType?: string; readonly bytes: Buffer };

/** RFC 7578: parts in their order, with the headers that curl and Python send and no others. */
export function multipartBody(boundary: string, parts: readonly Part[]): Buffer {
  const chunks = parts.flatMap((part) => {
    const isFile = 'filename' in part;
    const file = isFile ? `; filename="${part.filename}"` : '';
    const type = isFile && part.contentType !== undefined ? `Content-Type: ${part.contentType}\r\n` : '';
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="${part.name}"${file}\r\n${type}\r\n`;
    return [Buffer.from(head), isFile ? part.bytes : Buffer.from(part.value), Buffer.from('\r\n')];
  });
  return Buffer.concat([...chunks, Buffer.from(`--${boundary}--\r\n`)]);
}
