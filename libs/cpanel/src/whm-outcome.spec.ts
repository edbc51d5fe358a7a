import { readWhmOutcome } from './whm-outcome.js';

describe('the outcome of a function of WHM', () => {
  it.each([
    ['done', '{"metadata":{"command":"suspendacct","reason":"OK","result":1,"version":1}}'],
    ['done', '{"metadata":{"result":"1"}}'],
    ['refused', '{"metadata":{"reason":"No.","result":0}}'],
    ['refused', '{"metadata":{"result":"0"},"result":[{"status":1}]}'],
    ['done', '{"result":[{"status":1,"statusmsg":"ok"}]}'],
    ['done', '{"result":[{"status":"1"}]}'],
    ['refused', '{"result":[{"status":0,"statusmsg":"No."}]}'],
    ['refused', '{"cpanelresult":{"error":"Access denied","data":{"result":"0"}}}'],
    ['unclear', '{"metadata":{}}'],
    ['unclear', '{"metadata":{"result":2}}'],
    ['unclear', '{"metadata":{"result":true}}'],
    ['unclear', '{"metadata":null,"result":[{"status":1}]}'],
    ['unclear', '{"result":[]}'],
    ['unclear', '{"result":{"status":1}}'],
    ['unclear', '{"status":1}'],
    ['unclear', '[]'],
    ['unclear', 'null'],
    ['unclear', '<html>'],
    ['unclear', ''],
  ])('is %s: %s', (outcome, body) => {
    expect(readWhmOutcome(Buffer.from(body))).toBe(outcome);
  });
});
