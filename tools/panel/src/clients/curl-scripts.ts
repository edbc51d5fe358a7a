import { multipartBody } from './multipart-body.js';

/** Replays of short scripts around curl, as deployments and billing modules have them. */
export interface CurlOptions {
  readonly baseUrl: string;
  readonly user: string;
  readonly token: string;
  /** Default: the global fetch. */
  readonly fetch?: typeof fetch;
}

export interface Archive {
  /** Where it is put and unpacked, relative to the home directory or absolute. */
  readonly dir: string;
  readonly name: string;
  readonly bytes: Buffer;
}

const BOUNDARY = '------------------------d74496d66958873e'; // fixed, so that bytes can be compared

/**
 * Uploads an archive by UAPI and unpacks it by API 2.
 * @throws Error with the body of the step that failed
 */
export async function uploadAndExtract(options: CurlOptions, { dir, name, bytes }: Archive): Promise<void> {
  const uploaded = await curl(options, 'cpanel', '/execute/Fileman/upload_files', {
    type: `multipart/form-data; boundary=${BOUNDARY}`,
    bytes: multipartBody(BOUNDARY, [
      { name: 'dir', value: dir },
      { name: 'overwrite', value: '1' },
      { name: 'file-1', filename: name, contentType: 'application/octet-stream', bytes },
    ]),
  });
  if (!uploaded.includes('"status":1')) throw new Error(uploaded);
  const query = [
    'cpanel_jsonapi_apiversion=2&cpanel_jsonapi_module=Fileman&cpanel_jsonapi_func=fileop',
    `op=extract&sourcefiles=${encodeURIComponent(`${dir}/${name}`)}&destfiles=${encodeURIComponent(dir)}&doubledecode=1`,
  ].join('&');
  const extracted = await curl(options, 'cpanel', `/json-api/cpanel?${query}`);
  const { cpanelresult } = JSON.parse(extracted) as {
    cpanelresult: { error?: string; event?: { result?: number }; data?: { result?: number }[] };
  };
  if (cpanelresult.error !== undefined || cpanelresult.event?.result !== 1 || cpanelresult.data?.[0]?.result !== 1) {
    throw new Error(extracted);
  }
}

export interface NewAccount {
  readonly username: string;
  readonly domain: string;
  readonly password: string;
  readonly plan?: string;
}

/**
 * Creates an account by a GET, password and all.
 * @throws Error with `metadata.reason`, or with `cpanelresult.error` where there is no `metadata`
 */
export async function createAccountByGet(options: CurlOptions, account: NewAccount): Promise<void> {
  const query = Object.entries(account).map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
  const body = await curl(options, 'whm', `/json-api/createacct?api.version=1&${query.join('&')}`);
  const { metadata, cpanelresult } = JSON.parse(body) as {
    metadata?: { result: unknown; reason?: string };
    cpanelresult?: { error?: string };
  };
  if (metadata?.result !== 1) throw new Error(metadata?.reason ?? cpanelresult?.error ?? body);
}

/** Status and redirects are not looked at, as without `-f` and `-L`. */
async function curl(
  { baseUrl, user, token, fetch: send = fetch }: CurlOptions,
  scheme: 'cpanel' | 'whm',
  path: string,
  body?: { readonly type: string; readonly bytes: Buffer },
): Promise<string> {
  const response = await send(baseUrl + path, {
    method: body ? 'POST' : 'GET',
    headers: {
      Authorization: `${scheme} ${user}:${token}`,
      'User-Agent': 'curl/8.5.0',
      Accept: '*/*',
      ...(body && { 'Content-Type': body.type }),
    },
    ...(body && { body: Uint8Array.from(body.bytes) }),
    redirect: 'manual',
  });
  return response.text();
}
