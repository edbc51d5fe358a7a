import { BenchError } from '../bench-error.js';
import { HttpLane } from '../http-lane.js';

export interface IssuedToken {
  readonly id: string;
  readonly secret: string;
}

export interface TimedRevoke {
  /** From before the request was sent until its answer was there. */
  readonly tookMs: number;
  readonly verifiers: { readonly live: number; readonly confirmed: number; readonly fenced: number };
}

/** One connection to one gateway, as an operator. */
export class Scene {
  /** Of all scenes: they may make tokens for one owner. */
  private static names = 0;

  private constructor(
    private readonly lane: HttpLane,
    private readonly host: string,
    private readonly operatorToken: string,
  ) {}

  static async open(gateway: string, operatorToken: string): Promise<Scene> {
    const { hostname, port, host } = new URL(gateway);
    return new Scene(await HttpLane.open(hostname, Number(port)), host, operatorToken);
  }

  /** @param owner `/v1/tenants/{tenant}/accounts/{account}` */
  async issue(owner: string, rights: object = { access: 'full' }): Promise<IssuedToken> {
    const { token, secret } = await this.ask<{ token: { id: string }; secret: string }>('POST', `${owner}/tokens`, { name: `bench-${process.pid}-${++Scene.names}`, ...rights }, [201]);
    return { id: token.id, secret };
  }

  async issueMany(owner: string, count: number): Promise<IssuedToken[]> {
    const issued: IssuedToken[] = [];
    while (issued.length < count) issued.push(await this.issue(owner));
    return issued;
  }

  async revoke(owner: string, id: string): Promise<TimedRevoke> {
    return this.timed('DELETE', `${owner}/tokens/${id}`);
  }

  /** @param owner of an account, or of a tenant */
  async revokeInBulk(owner: string, where: object): Promise<TimedRevoke> {
    return this.timed('POST', `${owner}/tokens/revoke-bulk`, { where, reason: 'bench' });
  }

  /** @throws BenchError when the answer has another status than expected. */
  async ask<Body>(method: string, path: string, body: object | null, expected: readonly number[]): Promise<Body> {
    const text = body === null ? '' : JSON.stringify(body);
    const answer = await this.lane.ask(
      `${method} ${path} HTTP/1.1\r\nHost: ${this.host}\r\nAuthorization: Bearer ${this.operatorToken}\r\n` +
        `${body === null ? '' : 'Content-Type: application/json\r\n'}Content-Length: ${text.length}\r\n\r\n${text}`,
    );
    if (!expected.includes(answer.status)) throw new BenchError(`${method} ${path} answered ${answer.status}: ${answer.body}`);
    return JSON.parse(answer.body) as Body;
  }

  close(): void {
    this.lane.close();
  }

  private async timed(method: string, path: string, body: object | null = null): Promise<TimedRevoke> {
    const beganMs = performance.now();
    const { enforcement } = await this.ask<{ enforcement: Pick<TimedRevoke, 'verifiers'> }>(method, path, body, [200]);
    return { tookMs: performance.now() - beganMs, verifiers: enforcement.verifiers };
  }
}
