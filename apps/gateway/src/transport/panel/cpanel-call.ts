import { leavesOf, Parameters, readAccountEffect, readBodyType, readCalls, readParameters, replies, type Catalogue, type Envelope, type Parameter, type PanelCall, type PanelReply, type PanelRequest } from '@portcullis/cpanel';
import type { Asked, AskedCall, JudgedCall, Place } from '../../use-cases/panel-asked.js';
import type { FastifyRequest } from 'fastify';
import type { Question } from './ask-panel.js';
import type { Conversation, Reading, ServeHere } from './conversation.js';
import { cpanelSpeech, envelopeOfPath } from './cpanel-speech.js';
import { editsOf, linesOf } from './line-calls.js';
import type { PanelHead } from './panel-head.js';
import { readUploadBeginning } from './upload-watch.js';

export interface CpanelParts {
  readonly catalogue: Catalogue;
  /** Answers calls from our own store. */
  readonly serve: (request: PanelRequest) => ServeHere;
}

const TOO_LONG = 'A request of this kind may not be longer than 512 KiB.';

/** A request in the language of cPanel-API compatible panels. */
export function cpanelCall(head: PanelHead, request: FastifyRequest, { catalogue, serve }: CpanelParts): Conversation {
  const { caller, target, tokenKind, query } = head;
  const { 'content-type': contentType, 'content-encoding': contentEncoding } = request.headers;
  const ofPath = envelopeOfPath(target);

  const refusedReading = (refusal: PanelReply, text: string, envelope: Envelope | null = ofPath): Reading => ({
    ...{ asked: { ...askedOf(tokenKind, []), refusal: () => text }, speech: cpanelSpeech(target.surface, envelope), refusal },
    ...{ path: '', edits: [], lines: null, effect: null, serve: null, watch: null },
  });
  const malformed = (status: number, text: string): Reading => refusedReading(replies.malformed(ofPath, status, text), text);
  const readAll = (parameters: Parameters): PanelRequest | Reading => {
    const read = readCalls(target, parameters, { kind: tokenKind }, catalogue);
    if (read.ok) return read.value;
    const { envelope, kind, text } = read.refusal;
    return refusedReading(kind === 'denied' ? replies.denied(envelope, text) : replies.malformed(envelope, 400, text), text, envelope);
  };

  return {
    caller,
    speech: cpanelSpeech(target.surface, ofPath),
    read(body, complete) {
      const isFor = surfaceOf(target, tokenKind);
      // That the token is of the other kind is told as if it were none at all.
      if (isFor !== tokenKind) return { ...malformed(403, 'The token is for the other surface.'), asked: askedOf(isFor, []) };
      // Packed bytes would be read here as what they are not.
      if (body !== null && contentEncoding !== undefined && contentEncoding !== 'identity') return malformed(415, 'The body may not be compressed.');
      if (!complete) return readBeginning(body ?? Buffer.alloc(0));
      const parameters = readParameters({ query, contentType, body: body ?? Buffer.alloc(0) });
      if (!parameters.ok) return malformed(parameters.refusal.status, parameters.refusal.text);
      const read = readAll(parameters.value);
      if ('asked' in read) return read;
      const [first, ...others] = read.calls;
      const asItCame: Question = {
        method: request.method === 'GET' ? 'GET' : 'POST',
        path: query === '' ? read.canonicalPath : `${read.canonicalPath}?${query}`,
        ...(body !== null && contentType !== undefined && { body: { bytes: body, type: contentType } }),
      };
      const effect = readAccountEffect(read);
      const asked = askedOf(tokenKind, read.calls, read.claimedUser);
      return {
        ...{ asked: effect.ok ? asked : { ...asked, refusal: () => effect.refusal }, speech: cpanelSpeech(target.surface, read.envelope), refusal: null },
        ...{ path: read.canonicalPath, watch: null },
        edits: effect.ok && effect.value !== null ? [`account ${effect.value.username}`] : editsOf(read.calls),
        effect: effect.ok && effect.value !== null ? { effect: effect.value, question: asItCame } : null,
        lines: others.length === 0 && first.account === null ? linesOf(first, read.envelope, asItCame) : null,
        serve: serve(read),
      };
    },
  };

  /** Of a body that is too long to be held: an upload, whose files pass while they are looked at, or what only a grant for everything reaches. */
  function readBeginning(beginning: Buffer): Reading {
    if (target.surface !== 'execute') return malformed(413, TOO_LONG);
    const fromQuery = readParameters({ query, contentType: undefined, body: Buffer.alloc(0) });
    if (!fromQuery.ok) return malformed(fromQuery.refusal.status, fromQuery.refusal.text);
    const type = readBodyType(contentType);
    if (!type.ok) return malformed(type.refusal.status, type.refusal.text);
    const upload = readUploadBeginning(contentType, beginning);
    if (upload === null && type.value === 'multipart/form-data') return malformed(400, 'The upload cannot be read: its fields must come before its files.');
    const read = readAll(new Parameters([...fromQuery.value.all, ...(upload?.parameters ?? [])]));
    if ('asked' in read) return read;
    const [call] = read.calls;
    if (read.calls.length > 1 || call.handler !== 'panel' || read.envelope.shape !== 'uapi') return malformed(413, TOO_LONG);
    const asked = askedOf(tokenKind, read.calls);
    return {
      asked: upload === null ? { ...asked, calls: [{ ...askedCall(call), leaves: () => [{ kind: 'unread', of: 'request', zone: null }] }] } : asked,
      ...{ speech: cpanelSpeech(target.surface, read.envelope), refusal: null, path: read.canonicalPath, edits: [], lines: null, effect: null, serve: null },
      watch: upload && ((allows) => upload.watch((file) => allows((place) => withFile(call, fromQuery.value, upload.parameters, file, place)))),
    };
  }
}

/** Whose tokens the surface is for; both have an address of one name. */
function surfaceOf(target: PanelHead['target'], tokenKind: PanelHead['tokenKind']): PanelHead['tokenKind'] {
  if (target.surface === 'execute') return 'account';
  return target.function === 'cpanel' ? tokenKind : 'tenant';
}

/** The same call with this one file. */
function withFile(call: PanelCall, fromQuery: Parameters, parameters: readonly Parameter[], file: Parameter, place: Place): JudgedCall {
  const fields = parameters.filter(({ as }) => as !== 'file');
  const one = { ...call, arguments: new Parameters([...fromQuery.all, ...fields, file]) };
  return { operation: call.operation, leaves: askedCall(one).leaves(place) };
}

function askedOf(caller: PanelHead['tokenKind'], calls: readonly PanelCall[], claimedUser: string | null = null): Asked {
  return {
    ...{ panelKind: 'cpanel', caller, calls: calls.map(askedCall) },
    servedHere: calls.length > 0 && calls.every(({ handler }) => handler === 'tokens'),
    refusal: ({ user }) => (claimedUser !== null && claimedUser !== user ? 'The request names another user than the one of its token.' : null),
  };
}

function askedCall(call: PanelCall): AskedCall {
  const { api, module, function: name, operation, account } = call;
  return {
    ...{ operation, account },
    leaves: ({ user, domains }) => leavesOf(call, account === null ? { user, mainDomain: domains[0] ?? null } : { user: account, mainDomain: null }),
    makesAccount: api === 'whm' && name === 'createacct' ? (call.arguments.first('username') ?? null) : null,
    byRecord: api === 'api2' && module === 'ZoneEdit' && account === null,
  };
}
