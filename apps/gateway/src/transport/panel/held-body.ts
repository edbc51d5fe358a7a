import { Readable } from 'node:stream';

/** A request's body, read into memory before the call is judged, so that nobody can hold it back until after a revoke. */
export class HeldBody {
  private readonly chunks: Buffer[] = [];
  private sizeBytes = 0;
  private ended: boolean;

  /** `body` as Fastify leaves it on the request: a stream, or nothing. */
  constructor(private readonly body: unknown) {
    this.ended = !(body instanceof Readable);
  }

  /** Whether all of it has come. */
  get complete(): boolean {
    return this.ended;
  }

  /** Reads on until the end or until more than `limitBytes` are held. False: the client left before. */
  async readUpTo(limitBytes: number): Promise<boolean> {
    if (this.ended) return true;
    try {
      for await (const chunk of (this.body as Readable).iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
        this.chunks.push(chunk);
        this.sizeBytes += chunk.length;
        if (this.sizeBytes > limitBytes) return true;
      }
    } catch {
      return false;
    }
    this.ended = true;
    return true;
  }

  /** What has been read so far; null: there is no body. */
  held(): Buffer | null {
    return this.body instanceof Readable ? Buffer.concat(this.chunks) : null;
  }

  /** All of it. Null: there is none, or it is longer than what was read; the stream on the request then begins at its beginning again. */
  release(): Buffer | null {
    if (!(this.body instanceof Readable)) return null;
    const held = Buffer.concat(this.chunks.splice(0));
    if (this.ended) return held;
    this.body.unshift(held);
    return null;
  }
}
