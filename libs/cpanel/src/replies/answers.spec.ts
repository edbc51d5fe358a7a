import type { Envelope } from '../call.js';
import { answered, answeredBatch, failed, succeeded, type Step } from './answers.js';

const HEADERS = { 'Content-Type': 'application/json; charset="utf-8"' };
const good = (data: string) => `{"data":${data},"errors":null,"messages":null,"metadata":{},"status":1,"warnings":null}`;
const bad = (data = 'null') => `{"data":${data},"errors":["No."],"messages":null,"metadata":{},"status":0,"warnings":null}`;
const api3: Envelope = { shape: 'api3', module: 'Tokens', function: 'list' };
const wrapped: Envelope = { shape: 'whm_uapi_cpanel', command: 'uapi_cpanel' };
const whm: Envelope = { shape: 'whm1', command: 'api_token_list' };

/** Section 2 of the contract. */
describe('what the gateway serves itself is answered as panels do, byte for byte', () => {
  it.each<[string, Envelope, unknown, string]>([
    ['UAPI', { shape: 'uapi' }, [{ name: 'ci' }], good('[{"name":"ci"}]')],
    ['UAPI, a bare number', { shape: 'uapi' }, 1, good('1')],
    ['UAPI, nothing to tell', { shape: 'uapi' }, undefined, good('null')],
    ['UAPI through json-api', api3, null, `{"apiversion":3,"func":"list","module":"Tokens","result":${good('null')}}`],
    ['WHM API 1', whm, { tokens: {} }, '{"data":{"tokens":{}},"metadata":{"command":"api_token_list","reason":"OK","result":1,"version":1}}'],
    ['WHM API 1, nothing to tell', { shape: 'whm1', command: 'api_token_revoke' }, undefined, '{"metadata":{"command":"api_token_revoke","reason":"OK","result":1,"version":1}}'],
    ['UAPI through WHM', wrapped, [], `{"data":{"uapi":${good('[]')}},"metadata":{"command":"uapi_cpanel","reason":"OK","result":1,"version":1}}`],
    [
      'API 2',
      { shape: 'api2', module: 'ZoneEdit', function: 'fetchzones' },
      [{ zones: {} }],
      '{"cpanelresult":{"apiversion":2,"func":"fetchzones","module":"ZoneEdit","data":[{"zones":{}}],"event":{"result":1},"preevent":{"result":1},"postevent":{"result":1}}}',
    ],
    ['WHM without a version, told as with one', { shape: 'whm_legacy', command: 'x' }, 1, '{"data":1,"metadata":{"command":"x","reason":"OK","result":1,"version":1}}'],
  ])('%s', (_what, envelope, data, body) => {
    expect(succeeded(envelope, data)).toEqual({ status: 200, headers: HEADERS, body });
    expect(answered(envelope, { ok: true, data })).toEqual(succeeded(envelope, data));
  });

  it.each<[string, Envelope, string]>([
    ['UAPI', { shape: 'uapi' }, bad()],
    ['UAPI through json-api', api3, `{"apiversion":3,"func":"list","module":"Tokens","result":${bad()}}`],
    ['WHM API 1, without data', whm, '{"metadata":{"command":"api_token_list","reason":"No.","result":0,"version":1}}'],
    ['UAPI through WHM, which did its own part', wrapped, `{"data":{"uapi":${bad()}},"metadata":{"command":"uapi_cpanel","reason":"OK","result":1,"version":1}}`],
  ])('and so is its failure: %s', (_what, envelope, body) => {
    expect(failed(envelope, 'No.')).toEqual({ status: 200, headers: HEADERS, body });
    expect(answered(envelope, { ok: false, text: 'No.' })).toEqual(failed(envelope, 'No.'));
  });
});

describe('a batch', () => {
  const done: Step = { command: 'api_token_list', outcome: { ok: true, data: { tokens: {} } } };
  const silent: Step = { command: 'api_token_revoke', outcome: { ok: true, data: undefined } };
  const not: Step = { command: 'api_token_update', outcome: { ok: false, text: 'No.' } };
  const listed = '{"data":{"tokens":{}},"metadata":{"command":"api_token_list","reason":"OK","result":1,"version":1}}';
  const revoked = '{"metadata":{"command":"api_token_revoke","reason":"OK","result":1,"version":1}}';
  const refused = '{"metadata":{"command":"api_token_update","reason":"No.","result":0,"version":1}}';

  it('of UAPI lists what each call came to', () => {
    expect(answeredBatch({ shape: 'uapi_batch' }, [done, silent]).body).toBe(good(`[${good('{"tokens":{}}')},${good('null')}]`));
  });

  it('of UAPI fails with the call that failed, and shows how far it came', () => {
    expect(answeredBatch({ shape: 'uapi_batch' }, [silent, not]).body).toBe(bad(`[${good('null')},${bad()}]`));
  });

  it('of WHM lists each call by its name', () => {
    expect(answeredBatch({ shape: 'whm_batch', command: 'batch' }, [done, silent]).body).toBe(
      `{"data":{"result":[${listed},${revoked}]},"metadata":{"command":"batch","reason":"OK","result":1,"version":1}}`,
    );
  });

  it('of WHM says that it failed when one of its calls did', () => {
    expect(answeredBatch({ shape: 'whm_batch', command: 'batch' }, [not, silent]).body).toBe(
      `{"data":{"result":[${refused},${revoked}]},"metadata":{"command":"batch","reason":"No.","result":0,"version":1}}`,
    );
  });
});
