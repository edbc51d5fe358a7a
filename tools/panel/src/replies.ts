import type { Api2Outcome } from './api2/api2-function.js';
import type { Json, Outcome } from './modules/uapi-function.js';

export interface Reply {
  readonly status: number;
  readonly contentType: string;
  readonly body: string | Buffer;
  readonly location?: string;
  /** The words after the status number, where they are not the usual ones. */
  readonly statusMessage?: string;
  /** Ends the connection afterwards. */
  readonly close?: true;
}

const JSON_TYPE = 'application/json; charset="utf-8"';

/** The flat envelope of `/execute`: compact, all six keys, in this order. A failed function is HTTP 200 as well. */
export function uapiReply(outcome: Outcome): Reply {
  return jsonReply(uapiResult(outcome));
}

/** What UAPI gives for one function, alone or inside another envelope. */
export function uapiResult(outcome: Outcome): Json {
  return {
    data: outcome.data ?? null,
    errors: outcome.ok ? null : outcome.errors,
    messages: null,
    // Published samples mark lists in this way: they have passed through the panel's sorting and paging.
    metadata: outcome.ok && Array.isArray(outcome.data) ? { transformed: 1 } : {},
    status: outcome.ok ? 1 : 0,
    warnings: null,
  };
}

/** UAPI through `json-api/cpanel`. */
export function api3Reply(module: string, name: string, outcome: Outcome): Reply {
  return jsonReply({ apiversion: 3, func: name, module, result: uapiResult(outcome) });
}

export function api2Reply(module: string, name: string, outcome: Api2Outcome): Reply {
  const { data, error } = outcome;
  const head = { apiversion: 2, func: name, module, data };
  return jsonReply({
    cpanelresult:
      error === undefined
        ? { ...head, event: { result: 1 }, preevent: { result: 1 }, postevent: { result: 1 } }
        : { ...head, error, event: { result: 0, reason: error } },
  });
}

/** Compact, as clients that read raw text need it. */
export function jsonReply(value: Json): Reply {
  return { status: 200, contentType: JSON_TYPE, body: JSON.stringify(value) };
}

/** The panel's answer to bad credentials at `/json-api`: its numbers are texts here. */
export const accessDenied: Reply = {
  status: 403,
  statusMessage: 'Forbidden Access denied',
  close: true,
  contentType: 'text/plain; charset="utf-8"',
  body:
    '{"cpanelresult":{"apiversion":"2","error":"Access denied",' +
    '"data":{"reason":"Access denied","result":"0"},"type":"text"}}',
};

/** What a browser would see. It is the wrong answer for an API client, which is why a gateway must not pass it on. */
export const loginPage: Reply = {
  status: 401,
  contentType: 'text/html; charset="utf-8"',
  body:
    '<!DOCTYPE html>\n<html lang="en"><head><title>Login - stand-in panel</title></head><body>' +
    '<form id="login_form" action="/login/" method="post"><input name="user"><input name="pass" type="password">' +
    '</form></body></html>\n',
};

export const uapiOnly = plainText(403, 'Token authentication allows access to UAPI or API 2 calls only on this stand-in panel.');
export const unreadableBody = plainText(400, 'The body is not a JSON object of texts, numbers and lists of them.');
export const bodyTooLarge = plainText(413, 'The body is too large for this stand-in panel.');
export const internalError = plainText(500, 'The stand-in panel failed.');

/** Promises JSON, and is neither JSON nor UTF-8 nor complete. */
export const garbage: Reply = {
  status: 200,
  contentType: JSON_TYPE,
  body: Buffer.concat([Buffer.from('{"data":{"new_serial":"20240'), Buffer.from([0xff, 0xfe, 0x00])]),
};

export function redirect(location: string): Reply {
  return { ...plainText(302, 'Moved.'), location };
}

function plainText(status: number, text: string): Reply {
  return { status, contentType: 'text/plain; charset="utf-8"', body: `${text}\n` };
}
