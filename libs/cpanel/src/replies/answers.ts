import type { Envelope } from '../call.js';
import { plainSentence } from '../plain-sentence.js';
import { api2Success } from './api2-result.js';
import { failureBody } from './failure-body.js';
import { JSON_TYPE, type PanelReply } from './panel-reply.js';
import { uapiFailure, uapiSuccess, type UapiResult } from './uapi-result.js';
import { whmFailure, whmSuccess, type WhmResult } from './whm-result.js';

/** What a function that the gateway serves itself came to. */
export type Outcome =
  /** `data` undefined: the function tells nothing. */
  | { readonly ok: true; readonly data: unknown }
  /** `text`: a sentence for whoever called. */
  | { readonly ok: false; readonly text: string };

/** One call of a batch, and what it came to. */
export interface Step {
  /** As WHM names it; UAPI batches do not tell. */
  readonly command: string;
  readonly outcome: Outcome;
}

/** The answer to one call that was served here. Its failure is told as the function's own: HTTP 200 either way. */
export function answered(envelope: Envelope, outcome: Outcome): PanelReply {
  return outcome.ok ? succeeded(envelope, outcome.data) : failed(envelope, outcome.text);
}

export function succeeded(envelope: Envelope, data: unknown): PanelReply {
  return json(success(envelope, data));
}

/** A function that was allowed, and could not do what it was told. A wrapper that carried it over has done its own work. */
export function failed(envelope: Envelope, text: string): PanelReply {
  if (envelope.shape !== 'whm_uapi_cpanel') return { status: 200, headers: JSON_TYPE, body: failureBody(envelope, text) };
  return json(whmSuccess(envelope.command, { uapi: uapiFailure(plainSentence(text)) }));
}

/** The answer to a batch, of UAPI or WHM, as far as it was carried out here. One call that failed fails the batch. */
export function answeredBatch(envelope: Envelope, steps: readonly Step[]): PanelReply {
  const failure = steps.map(({ outcome }) => outcome).find((outcome) => !outcome.ok);
  const sentence = failure && plainSentence(failure.text);
  if (!('command' in envelope)) {
    const data = steps.map(({ outcome }) => uapiStep(outcome));
    return json(sentence === undefined ? uapiSuccess(data) : uapiFailure(sentence, data));
  }
  const data = { result: steps.map(whmStep) };
  return json(sentence === undefined ? whmSuccess(envelope.command, data) : whmFailure(envelope.command, sentence, data));
}

function uapiStep(outcome: Outcome): UapiResult {
  return outcome.ok ? uapiSuccess(outcome.data) : uapiFailure(plainSentence(outcome.text));
}

function whmStep({ command, outcome }: Step): WhmResult {
  return outcome.ok ? whmSuccess(command, outcome.data) : whmFailure(command, plainSentence(outcome.text));
}

function success(envelope: Envelope, data: unknown): object {
  switch (envelope.shape) {
    case 'uapi':
    case 'uapi_batch':
      return uapiSuccess(data);
    case 'api2':
      return api2Success(envelope, data);
    case 'api3':
      return { apiversion: 3, func: envelope.function, module: envelope.module, result: uapiSuccess(data) };
    case 'whm_uapi_cpanel':
      return whmSuccess(envelope.command, { uapi: uapiSuccess(data) });
    // Each function had a shape of its own before there were versions; what we serve is younger than that.
    case 'whm_legacy':
    case 'whm1':
    case 'whm_batch':
      return whmSuccess(envelope.command, data);
  }
}

/** Compact: shell clients read the raw text with patterns. */
function json(body: object): PanelReply {
  return { status: 200, headers: JSON_TYPE, body: JSON.stringify(body) };
}
