import { badCredentials, loginRefused, notAnApiCall } from './credentials.js';
import type { PanelReply } from './panel-reply.js';

const TEXT_TYPE = 'text/plain; charset="utf-8"';

/** Section 5 of the contract. */
describe('who is not let in is told so, byte for byte', () => {
  it.each<[string, PanelReply, PanelReply]>([
    ['on /execute', badCredentials('execute'), {
      status: 401,
      headers: { 'Content-Type': 'application/json; charset="utf-8"' },
      body: '{"data":null,"errors":["The user name or API token is not accepted."],"messages":null,"metadata":{},"status":0,"warnings":null}',
    }],
    ['on /json-api', badCredentials('json-api'), {
      status: 403,
      reason: 'Forbidden Access denied',
      headers: { 'Content-Type': TEXT_TYPE, Connection: 'close' },
      body: '{"cpanelresult":{"apiversion":"2","error":"Access denied","data":{"reason":"Access denied","result":"0"},"type":"text"}}',
    }],
    ['on /login', loginRefused(), {
      status: 401,
      reason: 'Access Denied',
      headers: { 'Content-Type': TEXT_TYPE },
      body: '{"status":0,"message":"see_login_log"}',
    }],
    ['anywhere else', notAnApiCall(), {
      status: 403,
      headers: { 'Content-Type': TEXT_TYPE },
      body: 'Token authentication allows access to UAPI or API 2 calls only.',
    }],
  ])('%s', (_where, reply, expected) => {
    expect(reply).toEqual(expected);
    expect(Object.keys(reply.headers).map((name) => name.toLowerCase())).not.toEqual(expect.arrayContaining(['set-cookie']));
  });
});
