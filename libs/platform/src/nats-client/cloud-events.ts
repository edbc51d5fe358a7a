import { headers, type MsgHdrs } from '@nats-io/transport-node';
import { event as eventSchema, type Event, type EventChanges } from '@portcullis/contracts';
import { granted, refused, type Result } from '@portcullis/kernel';
import type { Subjects } from './subjects.js';
import { decodeJson, describeIssues, readHeaders, type Wire } from './wire.js';

/** CloudEvents 1.0, NATS protocol binding, binary mode: an attribute a header, the data as the payload. */
const SPEC_VERSION = '1.0';

export function encodeEvent(event: Event): Wire {
  const encoded = headers();
  const attributes = {
    specversion: SPEC_VERSION,
    id: event.id,
    type: event.type,
    source: event.source,
    subject: event.subject,
    time: event.time,
    tenantid: event.tenantId,
    datacontenttype: 'application/json',
    ...(event.changes && { changes: writeChanges(event.changes) }),
  };
  for (const [name, value] of Object.entries(attributes)) encoded.set(`ce-${name}`, encodeAttribute(value));
  return { headers: encoded, payload: JSON.stringify(event.data) };
}

/**
 * Strict: an event that lacks an attribute, or came on a subject other than its own, is refused with a reason that
 * quotes nothing of it. (The broker's permissions are by subject: one that may publish denials cannot forge more.)
 */
export function decodeEvent(
  message: { readonly subject: string; readonly headers: MsgHdrs | undefined; readonly data: Uint8Array },
  subjects: Subjects,
): Result<Event, string> {
  const given = readHeaders(message);
  if (!given.ok) return refused('the headers are malformed');
  const attribute = (name: string) => decodeAttribute(given.value?.get(`ce-${name}`) ?? '') || undefined;
  if (attribute('specversion') !== SPEC_VERSION) return refused('no CloudEvents 1.0 headers');
  const data = decodeJson(message.data);
  if (!data.ok) return refused('the data is not JSON');
  const changes = attribute('changes');
  const parsed = eventSchema.safeParse({
    id: attribute('id'),
    type: attribute('type'),
    source: attribute('source'),
    subject: attribute('subject'),
    time: attribute('time'),
    tenantId: attribute('tenantid'),
    ...(changes !== undefined && { changes: readChanges(changes) }),
    data: data.value,
  });
  if (!parsed.success) return refused(describeIssues(parsed.error));
  try {
    if (subjects.event(parsed.data) !== message.subject) return refused('on a subject that is not its own');
  } catch {
    return refused('tenant or type cannot be part of a subject');
  }
  return granted(parsed.data);
}

/** `tokens/17/1795000000000/5-6`: authority, shard, epoch, first and last rev. */
function writeChanges({ authority, shard, epoch, firstRev, lastRev }: EventChanges): string {
  return `${authority}/${shard}/${epoch}/${firstRev}-${lastRev}`;
}

/** Null: not as they are written. */
function readChanges(text: string): unknown {
  const [, authority, shard, epoch, firstRev, lastRev] = /^(\w+)\/(\d+)\/(\d+)\/(\d+)-(\d+)$/.exec(text) ?? [];
  return authority === undefined ? null : { authority, shard: Number(shard), epoch: Number(epoch), firstRev: Number(firstRev), lastRev: Number(lastRev) };
}

/** Space, `"`, `%` and all outside U+0021-U+007E, as upper-case percent-encoded UTF-8. */
export function encodeAttribute(value: string): string {
  const encodeByte = (byte: number) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  return value.replace(/[^\x21-\x7e]|["%]/gu, (text) => Array.from(Buffer.from(text), encodeByte).join(''));
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** One round of percent-decoding; undefined for a stray `%` or bytes that are not UTF-8. */
export function decodeAttribute(value: string): string | undefined {
  if (/%(?![0-9A-Fa-f]{2})/.test(value)) return undefined;
  try {
    return value.replace(/(?:%[0-9A-Fa-f]{2})+/g, (run) => UTF8.decode(Buffer.from(run.replaceAll('%', ''), 'hex')));
  } catch {
    return undefined;
  }
}
