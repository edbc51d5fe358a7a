/** A JSON API over HTTP, as any client would speak to it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- what comes back is what the tests are about
export interface Answer<Body = any> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

type HeadersToSend = Readonly<Record<string, string>>;

export interface Api {
  get(path: string, headers?: HeadersToSend): Promise<Answer>;
  post(path: string, body?: unknown, headers?: HeadersToSend): Promise<Answer>;
  put(path: string, body: unknown, headers?: HeadersToSend): Promise<Answer>;
  /** Whatever the version is, where the headers say nothing else. */
  patch(path: string, body: unknown, headers?: HeadersToSend): Promise<Answer>;
  delete(path: string, headers?: HeadersToSend): Promise<Answer>;
}

/** @param token null: none is sent; a cookie may be among the headers of each call */
export function apiOf(base: string, token: string | null): Api {
  const send = async (method: string, path: string, body?: unknown, headers: HeadersToSend = {}): Promise<Answer> => {
    const response = await fetch(base + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(token !== null && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? null : (JSON.parse(text) as unknown) };
  };
  return {
    get: (path, headers) => send('GET', path, undefined, headers),
    post: (path, body, headers) => send('POST', path, body, headers),
    put: (path, body, headers) => send('PUT', path, body, headers),
    patch: (path, body, headers) => send('PATCH', path, body, { 'if-match': '*', ...headers }),
    delete: (path, headers) => send('DELETE', path, undefined, headers),
  };
}
