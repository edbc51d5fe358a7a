import { legacyFailure } from './api2-result.js';
import { failureBody } from './failure-body.js';
import { JSON_TYPE, TEXT_TYPE, type PanelReply } from './panel-reply.js';

/**
 * One reply for a token that is unknown, expired, revoked, of another user or missing, so that a caller cannot tell them
 * apart. On `/json-api` what panels answer, whichever API was called.
 */
export function badCredentials(surface: 'execute' | 'json-api'): PanelReply {
  if (surface === 'execute') {
    return { status: 401, headers: JSON_TYPE, body: failureBody({ shape: 'uapi' }, 'The user name or API token is not accepted.') };
  }
  return {
    status: 403,
    reason: 'Forbidden Access denied',
    headers: { ...TEXT_TYPE, Connection: 'close' },
    body: JSON.stringify(legacyFailure('Access denied')),
  };
}

/** `/login/`: there are no passwords here. */
export function loginRefused(): PanelReply {
  return { status: 401, reason: 'Access Denied', headers: TEXT_TYPE, body: '{"status":0,"message":"see_login_log"}' };
}

/** Any path that is none of an API. */
export function notAnApiCall(): PanelReply {
  return { status: 403, headers: TEXT_TYPE, body: 'Token authentication allows access to UAPI or API 2 calls only.' };
}
