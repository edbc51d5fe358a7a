import { headers } from '@nats-io/transport-node';
import { shard } from '@portcullis/kernel';
import { z } from 'zod';
import {
  decodeJson,
  decodeReply,
  decodeRequestHead,
  describeIssues,
  encodeFault,
  encodeRefusal,
  encodeReply,
  encodeRequest,
  type Wire,
} from './wire.js';

const scope = { shard: shard(3), tenantId: 'ten_a', requestId: 'req_1' };
const received = ({ headers: given, payload }: Wire) => ({ headers: given, data: new TextEncoder().encode(payload) });

describe('the wire', () => {
  it('carries the request as plain JSON, null included, and everything about it in headers', () => {
    const { headers: given, payload } = encodeRequest({ accountId: null }, scope, 1999.9);
    expect(payload).toBe('{"accountId":null}');
    const head = { tenantId: 'ten_a', requestId: 'req_1', deadlineMs: 1999 };
    expect(decodeRequestHead(given)).toEqual({ ok: true, value: head });
  });

  it.each(['Tenant', 'Request-Id', 'Deadline-Ms'])('names the header that is missing: %s', (suffix) => {
    const name = `Portcullis-${suffix}`;
    const { headers: given } = encodeRequest({}, scope, 1000);
    given.delete(name);
    expect(decodeRequestHead(given)).toEqual({ ok: false, refusal: `header ${name}` });
    expect(decodeRequestHead(undefined).ok).toBe(false);
  });

  it.each(['', 'soon', '1e3', '1.5', '9999999999'])('takes no deadline but whole milliseconds: %j', (text) => {
    const { headers: given } = encodeRequest({}, scope, 1000);
    given.set('Portcullis-Deadline-Ms', text);
    expect(decodeRequestHead(given).ok).toBe(false);
  });

  it('tells reply, refusal and fault apart', () => {
    expect(decodeReply(received(encodeReply({ a: null })))).toEqual({ outcome: 'reply', body: { a: null } });
    const refusal = { code: 'not_found', detail: 'no such token' };
    expect(decodeReply(received(encodeRefusal(refusal)))).toEqual({ outcome: 'refusal', body: refusal });
    expect(decodeReply(received(encodeFault('timeout', 'too slow')))).toMatchObject({ outcome: 'fault' });
  });

  it.each(['unavailable', 'overloaded', 'timeout', 'broken'] as const)('carries the kind of a fault: %s', (kind) => {
    expect(decodeReply(received(encodeFault(kind, 'words')))).toMatchObject({ fault: { kind } });
  });

  it.each([
    ['503', 'unavailable'],
    ['429', 'overloaded'],
    ['504', 'timeout'],
    ['400', 'broken'],
    ['x', 'broken'],
  ])('understands a service that knows only ADR-32: %s is %s', (code, kind) => {
    const given = headers();
    given.set('Nats-Service-Error-Code', code);
    expect(decodeReply({ headers: given, data: new Uint8Array() })).toMatchObject({ fault: { kind } });
  });

  it('takes an answer without headers as a reply, and one that is not JSON as broken', () => {
    expect(decodeReply({ data: new TextEncoder().encode('7') })).toEqual({ outcome: 'reply', body: 7 });
    expect(decodeReply({ data: new Uint8Array() })).toMatchObject({ fault: { kind: 'broken' } });
  });

  it.each([['{"a":'], ['']])('refuses what is not JSON: %j', (text) => {
    expect(decodeJson(new TextEncoder().encode(text)).ok).toBe(false);
  });

  it('refuses bytes that are not UTF-8, and survives absurd nesting', () => {
    expect(decodeJson(new Uint8Array([0x22, 0xff, 0x22])).ok).toBe(false);
    expect(() => decodeJson(new TextEncoder().encode('['.repeat(500_000)))).not.toThrow();
  });

  it('names the field that is wrong and never what was in it', () => {
    const schema = z.strictObject({ digest: z.string().regex(/^a$/), kind: z.enum(['x']) });
    const { error } = schema.safeParse({ digest: 'hunter2', kind: 'hunter3', hunter4: 1 });
    const text = describeIssues(error as z.ZodError);
    expect(text).toBe('digest: invalid_format, kind: invalid_value, (whole message): unrecognized_keys');
    expect(text).not.toContain('hunter');
  });
});
