import type { Parameter } from '@portcullis/cpanel';
import { readUploadBeginning, type Passage } from './upload-watch.js';

const TYPE = 'multipart/form-data; boundary=b';
const field = (name: string, value: string): string => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
const file = (filename: string, content = 'x'): string => `--b\r\nContent-Disposition: form-data; name="file-1"; filename="${filename}"\r\n\r\n${content}\r\n`;
const BEGINNING = field('dir', 'public_html') + file('a.txt').slice(0, -3);

/** What goes on of a body that comes in pieces, and why it ends early. */
function sent(pieces: readonly string[], allows: (file: Parameter) => boolean): { sent: string; refusal: string | null } {
  const watch = readUploadBeginning(TYPE, Buffer.from(BEGINNING))!.watch(allows);
  let bytes = '';
  const take = (passage: Passage): string | null => {
    if ('refusal' in passage) return passage.refusal;
    bytes += passage.send.toString();
    return null;
  };
  for (const piece of pieces) {
    const refusal = take(watch.push(Buffer.from(piece)));
    if (refusal !== null) return { sent: bytes, refusal };
  }
  return { refusal: take(watch.end()), sent: bytes };
}

describe('an upload that is sent on while it comes', () => {
  it('goes on byte for byte, in whatever pieces it comes', () => {
    const body = `${field('dir', 'public_html')}${file('a.txt', '\r\n-b--\r\n')}${file('b.txt')}--b--\r\n`;
    for (const pieces of [[body], [...body]]) expect(sent(pieces, () => true)).toEqual({ sent: body, refusal: null });
  });

  it.each<[string, string]>([
    ['a file that the token does not reach', file('evil.txt')],
    ['a field behind its files', field('dir', 'elsewhere')],
    ['a second file of one name, which the panel would name itself', file('a.txt')],
    ['nothing, where its end should be', ''],
  ])('ends before the first byte of %s', (_what, rest) => {
    const body = `${field('dir', 'public_html')}${file('a.txt')}`;
    const heard = sent([body, rest], ({ value }) => value === 'a.txt');
    expect(heard.refusal).toEqual(expect.any(String));
    expect(`${body}--b\r\n`).toContain(heard.sent);
  });

  it('may hold two files of one name where all names are allowed', () => {
    const body = `${field('dir', 'public_html')}${file('a.txt')}${file('a.txt')}--b--\r\n`;
    expect(sent([body], () => true)).toEqual({ sent: body, refusal: null });
  });
});
