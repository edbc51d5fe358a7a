import * as fc from 'fast-check';
import { multipartBoundary, MultipartScanner, type MultipartEvent } from './multipart-scanner.js';

const RUNS = process.env['PORTCULLIS_LONG'] === '1' ? 50_000 : 2_000;
const part = (head: string, content = 'x') => `--b\r\n${head}\r\n\r\n${content}\r\n`;
const DISPOSITION = 'Content-Disposition: form-data; name="dir"';
const FILE = `${DISPOSITION.replace('dir', 'f')}; filename="a.txt"`;

/** The events, and after which byte each may go on. */
const scan = (body: Buffer, sizes: readonly number[] = []) => {
  const scanner = new MultipartScanner('b');
  const events: (MultipartEvent & { readonly readable: number })[] = [];
  let [at, readable] = [0, 0];
  const note = (scanned: ReturnType<MultipartScanner['push']>): void => {
    if (scanned.readable < readable || scanned.readable > at) throw new Error(`${scanned.readable} bytes are readable of ${at}, after ${readable}`);
    ({ readable } = scanned);
    events.push(...scanned.events.map((event) => ({ ...event, readable })));
  };
  for (const size of [...sizes, body.length]) {
    const chunk = body.subarray(at, at + size);
    at += chunk.length;
    note(scanner.push(chunk));
  }
  note(scanner.end());
  return { events: events.map(({ readable: _, ...event }) => event), readable, at: events.map((event) => event.readable) };
};
const kinds = (body: string) => scan(Buffer.from(body)).events.map(({ kind }) => kind);

describe('a multipart form', () => {
  it('is told part by part, each before its bytes may go on', () => {
    const body = Buffer.from(`${part(DISPOSITION, 'a\r\nb')}${part(`${FILE}\r\nContent-Type: image/png`, 'z'.repeat(100_000))}--b--\r\n`);
    expect(scan(body, [70, 1, 200, 50_000])).toMatchObject({
      events: [{ kind: 'field', name: 'dir', value: 'a\r\nb' }, { kind: 'file', name: 'f', filename: 'a.txt' }, { kind: 'end' }],
      readable: body.length,
    });
    expect(kinds(`${part(DISPOSITION)}--b--`)).toEqual(['field', 'end']);
  });

  it.each([
    ['nothing', ''],
    ['no parts', '--b--\r\n'],
    ['something before the first boundary', `\r\n${part(DISPOSITION)}--b--`],
    ['another boundary', part(DISPOSITION).replace('--b', '--c')],
    ['a boundary that goes on', `${part(DISPOSITION)}--bc\r\n`],
    ['a blank after a boundary', part(DISPOSITION).replace('--b', '--b ')],
    ['a bare line feed after a boundary', part(DISPOSITION).replace('--b\r\n', '--b\n')],
    ['a boundary after a bare line feed', `${part(FILE, `x\n--b\r\n${DISPOSITION}\r\n\r\ny`)}--b--`],
    ['a boundary within a value', `${part(DISPOSITION, 'x--b')}--b--`],
    ['a boundary within a head', `${part(`${DISPOSITION}\r\nContent-Type: text/plain; x=--b`)}--b--`],
    ['no end', part(DISPOSITION)],
    ['an end that is cut off', `${part(DISPOSITION)}--b-`],
    ['something after the end', `${part(DISPOSITION)}--b--\r\n${part(DISPOSITION)}`],
    ['two line ends after the end', `${part(DISPOSITION)}--b--\r\n\r\n`],
    ['no disposition', `${part('Content-Type: text/plain')}--b--`],
    ['two dispositions', `${part(`${DISPOSITION}\r\n${FILE}`)}--b--`],
    ['a folded line', `${part(`${DISPOSITION};\r\n filename="x"`)}--b--`],
    ['a bare line feed in a head', `${part(`${DISPOSITION}\n${FILE}`)}--b--`],
    ['another header', `${part(`${DISPOSITION}\r\nContent-Transfer-Encoding: base64`)}--b--`],
    ['a name without quotes', `${part('Content-Disposition: form-data; name=dir')}--b--`],
    ['a name with a backslash', `${part('Content-Disposition: form-data; name="d\\"ir"')}--b--`],
    ['a name that pretends to be a file', `${part('Content-Disposition: form-data; name="x; filename=y"')}--b--`],
    ['a file name in another form', `${part(`${DISPOSITION}; filename*=utf-8''x`)}--b--`],
    ['two file names', `${part(`${FILE}; filename="b"`)}--b--`],
    ['a file name that is a path', `${part(FILE.replace('a.txt', '../a'))}--b--`],
    ['a file name of two dots', `${part(FILE.replace('a.txt', '..'))}--b--`],
    ['no file name', `${part(FILE.replace('a.txt', ''))}--b--`],
    ['a file name with a NUL', `${part(FILE.replace('a.txt', 'a\0'))}--b--`],
    ['a field in another encoding', `${part(`${DISPOSITION}\r\nContent-Type: text/plain; charset=utf-16`)}--b--`],
    ['a file that holds parts', `${part(`${FILE}\r\nContent-Type: multipart/mixed; boundary=c`)}--b--`],
    ['a value with a NUL', `${part(DISPOSITION, 'x\0')}--b--`],
    ['a value that is too long', `${part(DISPOSITION, 'x'.repeat(65_537))}--b--`],
    ['a head that is too long', `${part(`${FILE}\r\nContent-Type: text/plain; x=${'y'.repeat(4100)}`)}--b--`],
  ])('is refused with %s', (_what, body) => {
    expect(kinds(body).at(-1)).toBe('violation');
  });

  it('gives the same events in whichever pieces it comes, and lets nothing on before it has told', () => {
    const piece = fc.oneof(
      fc.constantFrom('--b', '\r\n', '\r', '\n', '--', '\r\n\r\n', DISPOSITION, FILE, 'x', ' ', '-', part(DISPOSITION), part(FILE, 'y\r\n-'), part(DISPOSITION, ''), '\r\n--b--\r\n', '--b--', '--b\r\n'),
      fc.string({ maxLength: 3 }),
    );
    const whole = fc.array(fc.constantFrom(part(DISPOSITION, 'one'), part(FILE, '-\r\n--\r\n'), part(DISPOSITION, '')), { minLength: 1, maxLength: 4 }).map((parts) => `${parts.join('')}--b--\r\n`);
    fc.assert(fc.property(fc.oneof(whole, fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''))), fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 40 }), (text, sizes) => {
      const body = Buffer.from(text);
      const once = scan(body);
      for (const pieces of [sizes, Array.from(body, () => 1)]) expect(scan(body, pieces).events).toEqual(once.events);
      if (once.events.at(-1)?.kind === 'end') expect(once.readable).toBe(body.length);
    }), { numRuns: RUNS });
  });
});

it.each<[string, string | null]>([
  ['multipart/form-data; boundary=----WebKitFormBoundaryABC123', '----WebKitFormBoundaryABC123'],
  ['multipart/form-data; boundary="a:b"', 'a:b'],
  ['multipart/form-data', null],
  ['multipart/form-data; boundary=', null],
  ['multipart/form-data; boundary=a; boundary=b', null],
  ['multipart/form-data; boundary="a b"', null],
  ['multipart/form-data; boundary="a\\"b"', null],
  ['multipart/form-data; boundary=a; charset=utf-8', null],
  ['multipart/form-data; boundary=a;', null],
  ['multipart/mixed; boundary=a', null],
  [`multipart/form-data; boundary=${'a'.repeat(71)}`, null],
])('%s names the boundary %s', (contentType, boundary) => {
  expect(multipartBoundary(contentType)).toBe(boundary);
});
