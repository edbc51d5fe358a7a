import { ANYTHING, MultipartScanner, multipartBoundary, partParameter, type Parameter } from '@portcullis/cpanel';

/** What of a body that is sent on while it comes may go, or why the rest of it may not. */
export type Passage = { readonly send: Buffer } | { readonly refusal: string };

/** Looks at a body that is sent on while it comes. */
export interface StreamWatch {
  push(chunk: Buffer): Passage;
  /** The body is over: what is left of it to send. */
  end(): Passage;
}

/** The beginning of a long upload: what decides must come before its first file. */
export interface UploadBeginning {
  readonly parameters: readonly Parameter[];
  /** @param allows whether a file of this name may be among those that are uploaded */
  watch(allows: (file: Parameter) => boolean): StreamWatch;
}

const NO_FILE = 'What an upload is to do must stand before its first file.';

/** Null: it is no multipart form, or one that readers would take in different ways. */
export function readUploadBeginning(contentType: string | undefined, beginning: Buffer): UploadBeginning | null {
  const boundary = multipartBoundary(contentType ?? '');
  if (boundary === null) return null;
  const { events } = new MultipartScanner(boundary).push(beginning);
  if (events.some(({ kind }) => kind === 'violation')) return null;
  const parameters = events.map(partParameter).filter((one) => one !== null);
  const files = parameters.filter(isFile);
  // A field behind a file that has come in full would be fine; nobody sends forms like that.
  if (files.length === 0 || parameters.findIndex(isFile) < parameters.length - files.length) return null;
  const fields = parameters.length - files.length;
  return { parameters, watch: (allows) => watchUpload(new MultipartScanner(boundary), fields, allows) };
}

/** Reads the whole stream again, from its beginning: of what was judged nothing more may come, but files that are allowed. */
function watchUpload(scanner: MultipartScanner, judgedFields: number, allows: (file: Parameter) => boolean): StreamWatch {
  let fields = 0;
  let sentBytes = 0;
  let held = Buffer.alloc(0);
  const names = new Set<string>();
  // The second file of one name gets another, which nobody has named.
  const isAllowed = (file: Parameter): boolean => allows(file) && (!names.has(file.value) || allows({ ...file, value: ANYTHING }));
  const look = ({ events, readable }: ReturnType<MultipartScanner['push']>): Passage => {
    for (const event of events) {
      if (event.kind === 'violation') return { refusal: event.text };
      if (event.kind === 'field' && ++fields > judgedFields) return { refusal: NO_FILE };
      const parameter = partParameter(event);
      if (parameter === null || !isFile(parameter)) continue;
      if (!isAllowed(parameter)) return { refusal: 'The token does not reach one of the files.' };
      names.add(parameter.value);
    }
    const send = held.subarray(0, readable - sentBytes);
    held = held.subarray(send.length);
    sentBytes = readable;
    return { send };
  };
  return {
    push(chunk) {
      held = Buffer.concat([held, chunk]);
      return look(scanner.push(chunk));
    },
    end: () => look(scanner.end()),
  };
}

function isFile({ as }: Parameter): boolean {
  return as === 'file';
}
