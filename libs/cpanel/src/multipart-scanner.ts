import { readMediaType } from './media-type.js';
import { readPartHead, utf8, type PartHead } from './multipart-part.js';
import { parameterFault } from './parameters.js';

export type MultipartEvent =
  | { readonly kind: 'field'; readonly name: string; readonly value: string }
  /** A file begins. */
  | { readonly kind: 'file'; readonly name: string; readonly filename: string }
  /** The form is complete. */
  | { readonly kind: 'end' }
  /** The last event: from here on, readers would disagree. */
  | { readonly kind: 'violation'; readonly text: string };

export interface Scanned {
  readonly events: readonly MultipartEvent[];
  /**
   * How many bytes of the stream, from its beginning, these and earlier events have told all about. Only they may go
   * on; the bytes of a part go after its event.
   */
  readonly readable: number;
}

const CRLF = Buffer.from('\r\n');
const HEAD_END = Buffer.from('\r\n\r\n');
const DASHES = Buffer.from('--');
const MAX_HEAD_BYTES = 4096;
const MAX_FIELD_BYTES = 64 * 1024;
/** Forms of panels have a few dozen parts. */
const MAX_PARTS = 1000;
/** RFC 2046 section 5.1.1, the blank left out. */
const BOUNDARY = /^[0-9A-Za-z'()+_,./:=?-]{1,70}$/;

type State = 'start' | 'after_boundary' | 'head' | 'field' | 'file' | 'after_end' | 'after_line_end' | 'violated';

/** The boundary that a `Content-Type` names; null when it names none that all readers see alike. */
export function multipartBoundary(contentType: string): string | null {
  const media = readMediaType(contentType);
  if (media?.type !== 'multipart/form-data') return null;
  for (const name of media.parameters.keys()) if (name !== 'boundary') return null;
  const boundary = media.parameters.get('boundary');
  return boundary !== undefined && BOUNDARY.test(boundary) ? boundary : null;
}

/**
 * Reads `multipart/form-data` as it comes, in pieces of any size, and more strictly than any panel does: whatever a
 * generous reader could take for a part, a header or an end is either that here too, or a violation.
 */
export class MultipartScanner {
  /** `--boundary`. Wherever it stands, it must be a boundary: readers that take a bare LF before it would divide there. */
  readonly #marker: Buffer;
  #state: State = 'start';
  #part: PartHead | null = null;
  #parts = 0;
  /** What is still to be read. */
  #rest: Buffer = Buffer.alloc(0);
  /** How many bytes are read and not told about: the head of a field, which goes on together with its value. */
  #held = 0;
  #readable = 0;

  constructor(boundary: string) {
    this.#marker = Buffer.from(`--${boundary}`, 'latin1');
  }

  push(chunk: Uint8Array): Scanned {
    const events: MultipartEvent[] = [];
    if (this.#state !== 'violated') {
      this.#rest = this.#rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([this.#rest, chunk]);
      while (this.#step(events));
    }
    return { events, readable: this.#readable };
  }

  /** The stream is over. */
  end(): Scanned {
    const events: MultipartEvent[] = [];
    if ((this.#state === 'after_end' || this.#state === 'after_line_end') && this.#rest.length === 0) events.push({ kind: 'end' });
    else if (this.#state !== 'violated') this.#violate(events, 'The multipart form is not complete.');
    return { events, readable: this.#readable };
  }

  /** Whether there may be more to tell about what is here. */
  #step(events: MultipartEvent[]): boolean {
    switch (this.#state) {
      case 'start':
        return this.#expect(events, this.#marker, 'after_boundary', 'The multipart form does not begin with its boundary.');
      case 'after_boundary':
        if (this.#rest.length < 2) return false;
        if (this.#rest.subarray(0, 2).equals(DASHES) && this.#parts > 0) {
          this.#take(2);
          this.#state = 'after_end';
          return true;
        }
        return this.#expect(events, CRLF, 'head', 'The boundary of the multipart form is not alone on its line.');
      case 'head':
        return this.#readHead(events);
      case 'field':
      case 'file':
        return this.#readContent(events);
      case 'after_end':
        // One line end, or nothing: whatever follows would be a part to somebody.
        return this.#expect(events, CRLF, 'after_line_end', 'There is something after the end of the multipart form.');
      case 'after_line_end':
        return this.#rest.length > 0 && this.#violate(events, 'There is something after the end of the multipart form.');
      case 'violated':
        return false;
    }
  }

  #expect(events: MultipartEvent[], bytes: Buffer, next: State, otherwise: string): boolean {
    const here = this.#rest.subarray(0, bytes.length);
    if (!here.equals(bytes.subarray(0, here.length))) return this.#violate(events, otherwise);
    if (here.length < bytes.length) return false;
    this.#take(bytes.length);
    this.#state = next;
    return true;
  }

  #readHead(events: MultipartEvent[]): boolean {
    const end = this.#rest.indexOf(HEAD_END);
    // So that it does not matter in which pieces it comes.
    if ((end < 0 ? this.#rest.length - HEAD_END.length + 1 : end) > MAX_HEAD_BYTES) return this.#violate(events, 'The head of a part is too long.');
    if (end < 0) return false;
    const head = this.#rest.subarray(0, end);
    const part = head.includes(this.#marker) ? null : readPartHead(head);
    if (part === null) return this.#violate(events, 'The head of a part is not the plain one of a field or a file.');
    if (++this.#parts > MAX_PARTS) return this.#violate(events, 'The multipart form has too many parts.');
    this.#part = part;
    if (part.filename === null) {
      this.#rest = this.#rest.subarray(end + HEAD_END.length);
      this.#held = end + HEAD_END.length;
      this.#state = 'field';
    } else {
      events.push({ kind: 'file', name: part.name, filename: part.filename });
      this.#take(end + HEAD_END.length);
      this.#state = 'file';
    }
    return true;
  }

  #readContent(events: MultipartEvent[]): boolean {
    const isFile = this.#state === 'file';
    const marker = this.#rest.indexOf(this.#marker);
    const length = marker < 0 ? this.#rest.length - this.#marker.length - CRLF.length : marker - CRLF.length;
    if (!isFile && length > MAX_FIELD_BYTES) return this.#violate(events, 'A field of the multipart form is too long.');
    if (marker < 0) {
      // What may be the beginning of a boundary stays.
      if (isFile && length > 0) this.#take(length);
      return false;
    }
    if (length < 0 || !this.#rest.subarray(length, marker).equals(CRLF)) return this.#violate(events, 'The boundary of the multipart form stands within a part.');
    if (!isFile) {
      const value = utf8(this.#rest.subarray(0, length));
      const { name } = this.#part!;
      if (value === null || parameterFault(name, value) !== null) return this.#violate(events, 'The value of a field is not plain text.');
      events.push({ kind: 'field', name, value });
    }
    this.#take(marker + this.#marker.length);
    this.#state = 'after_boundary';
    return true;
  }

  #take(length: number): void {
    this.#rest = this.#rest.subarray(length);
    this.#readable += this.#held + length;
    this.#held = 0;
  }

  #violate(events: MultipartEvent[], text: string): false {
    events.push({ kind: 'violation', text });
    this.#state = 'violated';
    this.#rest = Buffer.alloc(0);
    return false;
  }
}
