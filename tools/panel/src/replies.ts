import type { Outcome } from './modules/uapi-function.js';

export interface Reply {
  readonly status: number;
  readonly contentType: string;
  readonly body: string | Buffer;
  readonly location?: string;
}

/** The flat envelope of `/execute`: compact, all six keys, in this order. A failed function is HTTP 200 as well. */
export function uapiReply(outcome: Outcome): Reply {
  return {
    status: 200,
    contentType: 'application/json; charset="utf-8"',
    body: JSON.stringify({
      data: outcome.ok ? outcome.data : null,
      errors: outcome.ok ? null : outcome.errors,
      messages: null,
      // Published samples mark lists in this way: they have passed through the panel's sorting and paging.
      metadata: outcome.ok && Array.isArray(outcome.data) ? { transformed: 1 } : {},
      status: outcome.ok ? 1 : 0,
      warnings: null,
    }),
  };
}

/** What a browser would see. It is the wrong answer for an API client, which is why a gateway must not pass it on. */
export const loginPage: Reply = {
  status: 401,
  contentType: 'text/html; charset="utf-8"',
  body:
    '<!DOCTYPE html>\n<html lang="en"><head><title>Login - stand-in panel</title></head><body>' +
    '<form id="login_form" action="/login/" method="post"><input name="user"><input name="pass" type="password">' +
    '</form></body></html>\n',
};

export const uapiOnly = plainText(403, 'Token authentication allows access to UAPI calls only on this stand-in panel.');
export const unreadableBody = plainText(400, 'The body is not a JSON object of texts, numbers and lists of them.');
export const bodyTooLarge = plainText(413, 'The body is too large for this stand-in panel.');
export const internalError = plainText(500, 'The stand-in panel failed.');

/** Promises JSON, and is neither JSON nor UTF-8 nor complete. */
export const garbage: Reply = {
  status: 200,
  contentType: 'application/json; charset="utf-8"',
  body: Buffer.concat([Buffer.from('{"data":{"new_serial":"20240'), Buffer.from([0xff, 0xfe, 0x00])]),
};

export function redirect(location: string): Reply {
  return { ...plainText(302, 'Moved.'), location };
}

function plainText(status: number, text: string): Reply {
  return { status, contentType: 'text/plain; charset="utf-8"', body: `${text}\n` };
}
