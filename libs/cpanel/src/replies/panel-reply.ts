/** A reply that the gateway makes itself, byte for byte. The body is sent as UTF-8. */
export interface PanelReply {
  readonly status: number;
  /** The reason phrase, where clients know a certain one. */
  readonly reason?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export const JSON_TYPE = { 'Content-Type': 'application/json; charset="utf-8"' };
export const TEXT_TYPE = { 'Content-Type': 'text/plain; charset="utf-8"' };
