import type { Credential } from './authorization.js';
import type { Reply } from './replies.js';

/** The parts of an HTTP request that decide what a panel does. */
export interface RawRequest {
  readonly method: string;
  /** The request target, byte for byte. */
  readonly url: string;
  readonly authorization?: string | undefined;
  readonly contentType?: string | undefined;
  readonly body: Buffer;
}

export interface PanelRequest {
  readonly method: string;
  readonly path: string;
  /** Without the `?`. */
  readonly query: string;
  readonly credential: Credential | null;
  readonly contentType: string;
  readonly body: Buffer;
}

/** A reply, and what may be logged about it. */
export interface Answer {
  readonly reply: Reply;
  readonly user?: string;
  /** `Module::function` or a WHM function, as asked for. */
  readonly call?: string;
  /** 1 when the function succeeded. */
  readonly status?: 0 | 1;
}
