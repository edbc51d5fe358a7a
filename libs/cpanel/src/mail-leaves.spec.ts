import { leafText } from '@portcullis/access';
import { leavesOf } from './leaves.js';
import { loadCatalogue } from './load-catalogue.js';
import { readPanelPath } from './panel-path.js';
import { readCalls } from './read-calls.js';
import { readParameters } from './read-parameters.js';

const catalogue = loadCatalogue();

function leaves(functionName: string, query: Readonly<Record<string, string>>): string[] {
  const target = readPanelPath(`/execute/Email/${functionName}`);
  const parameters = readParameters({ query: new URLSearchParams(query).toString(), contentType: undefined, body: Buffer.from('') });
  if (!target.ok || !parameters.ok) throw new Error('not a request');
  const request = readCalls(target.value, parameters.value, { kind: 'account' }, catalogue);
  if (!request.ok) throw new Error(request.refusal.text);
  return leavesOf(request.value.calls[0], { user: 'alice', mainDomain: 'main.example' }).map(leafText);
}

const FORWARDER = { domain: 'a.example', email: 'bob' };
const FILTER = { account: 'bob@a.example', filtername: 'f' };
const MAILBOX = ['mailbox:bob@a.example'];
const MORE = [...MAILBOX, 'an unknown request'];

describe('a forwarder', () => {
  it.each([{ fwdopt: 'fwd', fwdemail: 'x@b.example' }, { fwdopt: 'fail', failmsgs: 'No: not/here' }, { fwdopt: 'blackhole' }, { fwdopt: 'system', fwdsystem: 'alice' }, { fwdopt: 'fwd', fwdemail: 'x@b.example', pipefwd: '' }])(
    'touches its address alone where mail goes to people: %j',
    (more) => expect(leaves('add_forwarder', { ...FORWARDER, ...more })).toEqual(MAILBOX),
  );

  it.each([
    { fwdopt: 'pipe', pipefwd: 'bin/run' }, { fwdopt: 'PIPE' }, { Fwdopt: 'pipe' }, { fwdopt: 'fwd', 'pipefwd-1': 'bin/run' }, { fwdopt: '' },
    ...['|/home/alice/run', '"|/bin/sh"', '/home/alice/public_html/a.php', ':include:/home/alice/list'].map((fwdemail) => ({ fwdopt: 'fwd', fwdemail })),
  ])('to a program or a file is for those who may do it on everything: %j', (more) => {
    expect(leaves('add_forwarder', { ...FORWARDER, ...more })).toEqual(MORE);
    expect(leaves('set_default_address', { domain: 'a.example', ...more })).toEqual(['domain:a.example', 'an unknown request']);
  });
});

describe('a filter', () => {
  it.each([
    { action1: 'deliver', dest1: 'x@b.example' }, { action1: 'save', dest1: '$home/mail/a.example/bob/.spam' }, { action1: 'save', dest1: '/home/alice/mail/a.example/bob' },
    { action1: 'fail', dest1: 'Please use: https://a.example/form' }, { action1: 'finish' }, { action1: 'fail', dest1: 'no', action2: 'deliver', dest2: 'x@b.example' },
  ])('touches its mailbox alone where mail goes to people or to folders of mail: %j', (more) => expect(leaves('store_filter', { ...FILTER, ...more })).toEqual(MAILBOX));

  it.each([
    { action1: 'pipe', dest1: 'bin/run' }, { action: 'Pipe', dest: 'x' }, { 'ACTION[1]': 'pipe' }, { action1: 'deliver', dest1: '|bin/run' },
    { action1: 'save', dest1: '$home/public_html/a.php' }, { action1: 'save', dest1: '$home/mail/../.profile' }, { action1: 'save', dest1: '$home/mail/a/../../.profile' },
    { action1: 'save', dest1: '.profile' }, { action1: 'fail', dest1: 'x@y', action2: 'save', dest2: 'x@y' }, { action1: 'execute' }, { action1: 'save', 'dest-1': '.profile' }, { dest1: '.profile' },
  ])('to a program or another file is for those who may do it on everything: %j', (more) => expect(leaves('store_filter', { ...FILTER, ...more })).toEqual(MORE));
});
