/** The part of autocannon 9 that is used here; the package has no types of its own. */
declare module 'autocannon' {
  interface Options {
    readonly url: string;
    readonly method?: 'POST';
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
    readonly connections: number;
    /** Seconds; a fraction is fine. */
    readonly duration: number;
    /** Milliseconds. */
    readonly sampleInt: number;
    readonly expectBody: string;
  }
  interface Result {
    readonly '2xx': number;
    readonly statusCodeStats: Readonly<Record<string, { readonly count: number }>>;
    /** Answers whose body is not `expectBody`, whatever their status. */
    readonly mismatches: number;
    /** Broken connections and time-outs. */
    readonly errors: number;
    readonly start: Date;
    readonly finish: Date;
  }
  interface Run extends PromiseLike<Result> {
    on(
      event: 'response',
      hear: (client: unknown, statusCode: number, bytes: number, latencyMs: number) => void,
    ): this;
    /** Ends it at its next sample; the result is of what was done by then. */
    stop(): void;
  }
  export default function autocannon(options: Options): Run;
}
