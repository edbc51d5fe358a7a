import { createClient, type Outcome, type Problem } from '@portcullis/client';

/** The gateway that this page came from; the session travels in a cookie that no script can read. */
export const api = createClient({ baseUrl: window.location.origin });

/** What a call was answered with that was not carried out. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure';

  constructor(
    /** null: nobody answered, or not Portcullis. */
    readonly problem: Problem | null,
    /** null: nobody answered. */
    readonly status: number | null,
  ) {
    super(problem?.detail ?? 'nobody answered');
  }

  /** Whether `code` is what was answered. */
  is(...codes: readonly string[]): boolean {
    return this.problem !== null && codes.includes(this.problem.code);
  }
}

/** The answer of a call. @throws ApiFailure when it was not carried out. */
export async function done<Data>(call: Promise<Outcome<Data>>): Promise<Data> {
  return (await doneWithHeaders(call)).data;
}

/** The same, with the headers of the answer, such as its ETag. @throws ApiFailure */
export async function doneWithHeaders<Data>(call: Promise<Outcome<Data>>): Promise<{ readonly data: Data; readonly headers: Headers }> {
  const outcome = await call;
  switch (outcome.outcome) {
    case 'done':
      return { data: outcome.data, headers: outcome.headers };
    case 'refused':
      throw new ApiFailure(outcome.problem, outcome.status);
    case 'unreachable':
      throw new ApiFailure(null, null);
  }
}
