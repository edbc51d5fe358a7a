import type { Envelope } from '../call.js';
import { plainSentence } from '../plain-sentence.js';
import { api2Failure, legacyFailure } from './api2-result.js';
import { uapiFailure } from './uapi-result.js';
import { whmFailure } from './whm-result.js';

/**
 * The body of a call that nothing was done for, in the shape from which its client reads failure, whatever the HTTP status:
 * some ignore that.
 * @param envelope null: only the path is known
 */
export function failureBody(envelope: Envelope | null, text: string): string {
  return JSON.stringify(failure(envelope, plainSentence(text)));
}

function failure(envelope: Envelope | null, sentence: string): object {
  switch (envelope?.shape) {
    case undefined:
    case 'whm_legacy':
      return legacyFailure(sentence);
    case 'uapi':
    case 'uapi_batch':
      return uapiFailure(sentence);
    case 'api2':
      return api2Failure(envelope, sentence);
    case 'api3':
      return { apiversion: 3, func: envelope.function, module: envelope.module, result: uapiFailure(sentence) };
    case 'whm1':
    case 'whm_batch':
    case 'whm_uapi_cpanel':
      return whmFailure(envelope.command, sentence);
  }
}
