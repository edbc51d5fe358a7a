import { dial, type Dialled, type DialledReply } from './dial.js';
import { multipartBody, type Part } from './multipart-body.js';
import { quotedPairs, type Pairs } from './quoted-pairs.js';

/**
 * A replay of the Python packages `cpanel-api` and `cpanel-cli`: POST forms to a host and a port, with no room for a
 * path before them. Written from the outside contract.
 */
export interface CpanelApiPythonOptions extends Dialled {
  readonly user: string;
  /** A token, or a password with `basic`. */
  readonly secret: string;
  /** The word in the header. `whm` goes to the cPanel port as well: the packages do not tell the two apart. */
  readonly scheme?: 'cpanel' | 'whm' | 'WHM' | 'basic';
}

export interface CpanelApiPython {
  /** `cpanel-api`: the reply as it is. @throws Error `Unauthorized` for 401, `BadResponse` for what is no JSON. */
  uapi(module: string, name: string, parameters?: Pairs): Promise<unknown>;
  /** API 2, through `/json-api/cpanel`. @throws as `uapi`. */
  api2(module: string, name: string, parameters?: Pairs): Promise<unknown>;
  /** `cpanel-cli`: `data` alone. @throws as `uapi`, and Error with the first of `errors`. */
  command(module: string, name: string, parameters?: Pairs): Promise<unknown>;
  /** `cpanel-cli`: files into a directory. @throws as `command`. */
  upload(dir: string, files: readonly { readonly name: string; readonly bytes: Buffer }[]): Promise<unknown>;
}

const TIMEOUT_MS = 10_000;
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0';
const BOUNDARY = '0123456789abcdef0123456789abcdef'; // of 32 hex digits, as Python's; fixed, so that bytes can be compared

export function cpanelApiPython(options: CpanelApiPythonOptions): CpanelApiPython {
  const { user, secret, scheme = 'cpanel' } = options;
  const basic = Buffer.from(`${user}:${secret}`).toString('base64');
  const authorization = scheme === 'basic' ? `Basic ${basic}` : `${scheme} ${user}:${secret}`;

  async function post(path: string, contentType: string, body: Buffer): Promise<unknown> {
    const headers = { Authorization: authorization, 'User-Agent': FIREFOX, 'Content-Type': contentType };
    return read(await dial(options, { method: 'POST', path, headers, body, timeoutMs: TIMEOUT_MS }));
  }

  const postForm = (path: string, pairs: Pairs) =>
    post(path, 'application/x-www-form-urlencoded', Buffer.from(quotedPairs(pairs)));
  const uapi = (module: string, name: string, parameters: Pairs = []) =>
    postForm(`/execute/${module}/${name}`, parameters);

  return {
    uapi,
    api2: (module, name, parameters = []) =>
      postForm('/json-api/cpanel', [
        ['cpanel_jsonapi_user', user],
        ['cpanel_jsonapi_apiversion', '2'],
        ['cpanel_jsonapi_module', module],
        ['cpanel_jsonapi_func', name],
        ...parameters,
      ]),
    command: async (module, name, parameters) => dataOf(await uapi(module, name, parameters)),
    async upload(dir, files) {
      const parts: Part[] = [
        { name: 'dir', value: dir },
        ...files.map(({ name, bytes }, index) => ({ name: `file-${index + 1}`, filename: name, bytes })),
      ];
      const type = `multipart/form-data; boundary=${BOUNDARY}`;
      return dataOf(await post('/execute/Fileman/upload_files', type, multipartBody(BOUNDARY, parts)));
    },
  };
}

function read({ status, body }: DialledReply): unknown {
  if (status === 401) throw new Error('Unauthorized');
  try {
    return JSON.parse(body) as unknown;
  } catch {
    throw new Error('BadResponse');
  }
}

function dataOf(reply: unknown): unknown {
  const { status, errors, data } = reply as { status: unknown; errors: string[] | null; data: unknown };
  if (status !== 1 || errors !== null) throw new Error(errors![0]);
  return data;
}
