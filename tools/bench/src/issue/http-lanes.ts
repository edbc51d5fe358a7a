import { HttpLane } from '../http-lane.js';
import type { Round } from '../measure-ratio.js';
import { WANTED } from './statements.js';

/**
 * Connections that ask for tokens over HTTP/1.1, one after the other on each, every one with a name of its own. Bare sockets:
 * what a client of any comfort costs would count as the product's.
 */
export class HttpLanes {
  private names = 0;

  private constructor(
    private readonly head: string,
    private readonly lanes: readonly HttpLane[],
  ) {}

  static async open(url: string, bearer: string, count: number): Promise<HttpLanes> {
    const { hostname, port, pathname, host } = new URL(url);
    const lanes = Array.from({ length: count }, () => HttpLane.open(hostname, Number(port)));
    const head = [
      `POST ${pathname} HTTP/1.1`,
      `Host: ${host}`,
      `Authorization: Bearer ${bearer}`,
      'Content-Type: application/json',
    ].join('\r\n');
    return new HttpLanes(head, await Promise.all(lanes));
  }

  /** @throws Error when a connection breaks. */
  async round(seconds: number, signal: AbortSignal): Promise<Round> {
    const latenciesMs: number[] = [];
    const failures: Record<string, number> = {};
    const startedAtMs = performance.now();
    const endsAtMs = startedAtMs + seconds * 1000;
    await Promise.all(
      this.lanes.map(async (lane) => {
        while (performance.now() < endsAtMs && !signal.aborted) {
          const beganAtMs = performance.now();
          const { status, body } = await lane.ask(this.request());
          if (status === 201 && isIssued(body)) latenciesMs.push(performance.now() - beganAtMs);
          else failures[`status ${status}`] = (failures[`status ${status}`] ?? 0) + 1;
        }
      }),
    );
    return { done: latenciesMs.length, seconds: (performance.now() - startedAtMs) / 1000, latenciesMs, failures };
  }

  /** Just one token. @throws Error when none is issued. */
  async one(): Promise<void> {
    const { status, body } = await this.lanes[0]!.ask(this.request());
    if (status !== 201 || !isIssued(body)) throw new Error(`no token was issued: ${body}`);
  }

  close(): void {
    for (const lane of this.lanes) lane.close();
  }

  private request(): string {
    const body = JSON.stringify({ name: `bench-${++this.names}`, ...WANTED });
    return `${this.head}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  }
}

/** A refusal has no secret; a token without one could not be used. */
function isIssued(body: string): boolean {
  const { token, secret } = JSON.parse(body) as { token?: { state?: string }; secret?: string };
  return token?.state === 'active' && /^pcla1[0-9A-Za-z]{48}$/.test(secret ?? '');
}
