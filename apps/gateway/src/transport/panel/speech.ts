import type { PanelReply } from '@portcullis/cpanel';

/** How one request of a panel's client is answered by the gateway itself: in the words and shapes that this client reads. */
export interface PanelSpeech {
  /** One answer for unknown, expired, revoked, wrong user and wrong address alike. */
  badCredentials(): PanelReply;
  /** The token is good and may not do this. */
  denied(text: string): PanelReply;
  /** `status` is a 4xx that says how the request itself is at fault. */
  malformed(status: number, text?: string): PanelReply;
  methodNotAllowed(): PanelReply;
  busy(): PanelReply;
  /** Something that is needed to decide cannot be reached. */
  unavailable(): PanelReply;
  /** A fault of ours, before the panel was asked. */
  gatewayFailed(): PanelReply;
  /** The panel did not accept the gateway's own credential. */
  upstreamRefusedGateway(): PanelReply;
  upstreamFailed(): PanelReply;
  upstreamTimedOut(): PanelReply;
}
