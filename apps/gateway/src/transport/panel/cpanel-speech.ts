import { replies, type Envelope, type PanelTarget } from '@portcullis/cpanel';
import type { PanelSpeech } from './speech.js';

export function cpanelSpeech(surface: 'execute' | 'json-api', envelope: Envelope | null): PanelSpeech {
  return {
    badCredentials: () => replies.badCredentials(surface),
    denied: (text) => replies.denied(envelope, text),
    malformed: (status, text) => replies.malformed(envelope, status, text),
    methodNotAllowed: () => replies.methodNotAllowed(envelope),
    busy: () => replies.busy(envelope),
    unavailable: () => replies.unavailable(envelope),
    gatewayFailed: () => replies.gatewayFailed(envelope),
    upstreamRefusedGateway: () => replies.upstreamRefusedGateway(envelope),
    upstreamFailed: () => replies.upstreamFailed(envelope),
    upstreamTimedOut: () => replies.upstreamTimedOut(envelope),
  };
}

/** As far as the path alone tells it. */
export function envelopeOfPath({ surface }: Pick<PanelTarget, 'surface'>): Envelope | null {
  return surface === 'execute' ? { shape: 'uapi' } : null;
}

/** For a request of which nothing but its raw address is known. */
export function speechAt(url: string): PanelSpeech {
  const surface = /^(?:\/t\/[^/]*)?\/+(?:cpsess\d+\/+)?json-api\//.test(url) ? 'json-api' : 'execute';
  return cpanelSpeech(surface, envelopeOfPath({ surface }));
}
