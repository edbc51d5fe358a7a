import { refused } from '@portcullis/kernel';
import { enforced, pageOrProblem, tagged, toldIfReplayed, versionToFind } from './answers.js';
import { receipt } from '../../use-cases/authorities-for-spec.js';
import { parseCondition } from './entity-tags.js';

const withIfMatch = (text: string | null) => ({ ifMatch: text === null ? null : parseCondition(text) });
const never = () => Promise.reject(new Error('nobody needs to look'));

describe('the version that a change may find', () => {
  it.each<[string | null, number | null]>([[null, null], ['*', null], ['"7"', 7], ['W/"6", "7"', 7]])(
    'is what If-Match says, and nobody needs to look it up: %s',
    async (text, version) => {
      expect(await versionToFind(withIfMatch(text), never)).toBe(version);
    },
  );

  it('of several is the current one, so that the guarded write compares the very one that was found', async () => {
    expect(await versionToFind(withIfMatch('"6", "7", "8"'), () => Promise.resolve(7))).toBe(7);
  });

  it.each(['"6", "8"', 'W/"7"', '"nonsense"'])('is none when it is not among them: %s', async (text) => {
    await expect(versionToFind(withIfMatch(text), () => Promise.resolve(7))).rejects.toMatchObject({ code: 'precondition_failed' });
  });

  it('is not said before it is known that there is such a thing', async () => {
    await expect(versionToFind(withIfMatch('W/"7"'), () => Promise.reject(new Error('not found')))).rejects.toThrow('not found');
  });
});

describe('an answer', () => {
  const headers = new Map<string, unknown>();
  const call = { reply: { header: (name: string, value: unknown) => void headers.set(name, value) } } as unknown as Parameters<typeof tagged>[0];

  it('says which version it shows, and whether it was made before', () => {
    expect(tagged(call, { version: 3 })).toEqual({ version: 3 });
    toldIfReplayed(call, false);
    expect([...headers]).toEqual([['etag', '"3"']]);
    expect(tagged(call, { version: 3 }, { features: [] })).toEqual({ version: 3 });
    expect(headers.get('etag')).toMatch(/^"3\.[\w-]{16}"$/);
    toldIfReplayed(call, true);
    expect(headers.get('idempotency-replayed')).toBe('true');
  });

  it('is 202 while verifiers are still waited for, as the client prefers, and as ever once all is over', () => {
    const said: unknown[] = [];
    const reply = { status: (code: number) => (said.push(code), reply), header: (...header: unknown[]) => (said.push(header), reply) };
    const answering = { reply } as unknown as Parameters<typeof enforced>[0];
    for (const enforcement of [null, receipt]) expect(enforced(answering, enforcement)).toBe(enforcement);
    expect(said).toEqual([]);
    const pending = { ...receipt, pending: true };
    expect(enforced(answering, pending)).toBe(pending);
    expect(said).toEqual([202, ['preference-applied', 'respond-async']]);
  });

  it('to a cursor of another list says where the mistake is', () => {
    const wrong = () => pageOrProblem(refused({ code: 'invalid_request', detail: 'cursor is not of this list' }));
    expect(wrong).toThrow(expect.objectContaining({ code: 'invalid_request', errors: [{ pointer: 'query:/cursor', detail: 'cursor is not of this list' }] }));
  });
});
