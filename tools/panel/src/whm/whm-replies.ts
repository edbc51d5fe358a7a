import type { Json } from '../modules/uapi-function.js';
import type { WhmFunction, WhmOutcome } from './whm-function.js';

/** WHM API 1: `data` is left out where there is none, and the outcome is in `metadata.result`, with HTTP 200 always. */
export function metadataShape(command: string, outcome: WhmOutcome): Json {
  const metadata = { command, reason: outcome.reason, result: outcome.ok ? 1 : 0, version: 1 };
  return outcome.ok && outcome.data ? { data: outcome.data, metadata } : { metadata };
}

/** The API before version 1: a shape for each function, and one for what it does not know. */
export function legacyShape(outcome: WhmOutcome, legacy: WhmFunction['legacy'] | undefined): Json {
  if (legacy) return legacy(outcome);
  const { reason } = outcome;
  return { cpanelresult: { apiversion: '2', error: reason, data: { reason, result: '0' }, type: 'text' } };
}
