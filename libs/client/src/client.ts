import createFetchClient, { type ClientPathsWithMethod, type Client as FetchClient, type MaybeOptionalInit } from 'openapi-fetch';
import type { paths } from './api.gen.js';
import { outcomeOf, unreachable, type FetchAnswer, type Outcome } from './outcome.js';
import { pathWith } from './path.js';

export interface ClientOptions {
  /** Where the gateway is, such as `https://api.example.com`. */
  readonly baseUrl: string;
  /** A Portcullis token. Left out by a page whose session travels in a cookie. */
  readonly token?: string | undefined;
  /** What takes the place of the platform's own. */
  readonly fetch?: ((request: Request) => Promise<Response>) | undefined;
}

type Method = 'get' | 'put' | 'post' | 'patch' | 'delete';
type PathOf<M extends Method> = ClientPathsWithMethod<FetchClient<paths>, M>;
type Init<P extends keyof paths, M extends Method> = MaybeOptionalInit<paths[P], M>;
/** Just what the document knows: a misspelt field or option does not compile. */
type Options<P extends keyof paths, M extends Method> = Pick<NonNullable<Init<P, M>>, 'params' | 'body' | 'signal'>;
type Arguments<P extends keyof paths, M extends Method> =
  undefined extends Init<P, M> ? [options?: Options<P, M>] : [options: Options<P, M>];

/** The body of what is carried out. openapi-fetch has a type for that too, and takes the document's read-only arrays apart. */
type AnswerOf<Operation> = Operation extends { readonly responses: infer Responses }
  ? { [Status in keyof Responses & (200 | 201)]: Responses[Status] extends { content: { 'application/json': infer Body } } ? Body : never }[keyof Responses & (200 | 201)]
  : never;

type Call<M extends Method> = <P extends PathOf<M>>(
  path: P,
  ...options: Arguments<P, M>
) => Promise<Outcome<AnswerOf<paths[P][M]>>>;

/** One method for each of HTTP's; the path is written as in the document. None of them ever throws or rejects. */
export interface Client {
  readonly get: Call<'get'>;
  readonly put: Call<'put'>;
  readonly post: Call<'post'>;
  readonly patch: Call<'patch'>;
  readonly delete: Call<'delete'>;
}

export function createClient({ baseUrl, token, fetch }: ClientOptions): Client {
  const http = createFetchClient<paths>({
    baseUrl,
    pathSerializer: pathWith,
    // Portcullis never redirects, and a token follows nobody else's pointing.
    redirect: 'error',
    ...(token !== undefined && { headers: { authorization: `Bearer ${token}` } }),
    ...(fetch && { fetch }),
  });
  const call = async (method: Method, path: string, options: object = {}): Promise<Outcome<never>> => {
    try {
      // The types above have checked what is erased here.
      const request = http.request as (method: Method, path: string, options: object) => Promise<FetchAnswer>;
      return outcomeOf(await request(method, path, options)) as Outcome<never>;
    } catch (error) {
      return unreachable(error);
    }
  };
  const calls = (method: Method) => (path: string, options?: object) => call(method, path, options);
  return { get: calls('get'), put: calls('put'), post: calls('post'), patch: calls('patch'), delete: calls('delete') };
}
