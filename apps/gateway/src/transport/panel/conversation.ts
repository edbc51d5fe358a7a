import type { Leaf } from '@portcullis/access';
import type { AccountEffect, PanelReply } from '@portcullis/cpanel';
import type { Result } from '@portcullis/kernel';
import type { Asked, JudgedCall, PanelCaller, Place, Serve } from '../../use-cases/panel-asked.js';
import type { Origin } from '../../use-cases/ports.js';
import type { Question } from './ask-panel.js';
import type { PanelSpeech } from './speech.js';
import type { StreamWatch } from './upload-watch.js';

/** One request in the language of one kind of panel. */
export interface Conversation {
  readonly caller: PanelCaller;
  /** As far as the address alone tells. */
  readonly speech: PanelSpeech;
  /**
   * What the request asks for. Reads the same bytes in the same way however often it is asked.
   * @param body null: there is none
   * @param complete false: this is only its beginning, and no more of it is read before it is sent on
   */
  read(body: Buffer | null, complete: boolean): Reading;
}

export interface Reading {
  readonly asked: Asked;
  readonly speech: PanelSpeech;
  /** How a request is answered that cannot be read, by whoever holds a good token; null: it was read. */
  readonly refusal: PanelReply | null;
  /** Canonical path: what was judged is what is sent. */
  readonly path: string;
  /** What nobody else may edit meanwhile, such as a zone's name. */
  readonly edits: readonly string[];
  /** For calls that name lines of something that only the panel knows. */
  readonly lines: Lines | null;
  /** For calls that make or end an account, or its power: how the panel is asked, by ourselves, and what is to follow. */
  readonly effect: { readonly effect: AccountEffect; readonly question: Question } | null;
  /** For calls that no panel is asked about. */
  readonly serve: ServeHere | null;
  /** Looks at a body that is sent on while it comes; null: nothing in it decides anything. */
  readonly watch: ((allows: Allows) => StreamWatch) | null;
}

export type ServeHere = (judged: Serve, origin: Origin) => Promise<Served>;
/** Whether the token that was let in may do this as well. */
export type Allows = (call: (place: Place) => JudgedCall) => boolean;

export interface Served {
  readonly reply: PanelReply;
  readonly headers: Readonly<Record<string, string>>;
}

/** How to find out what stands at the lines that a call names. */
export interface Lines {
  readonly question: Question;
  /** The refusal is a sentence: there is no such line, or somebody has changed the zone meanwhile. */
  resolve(answer: Buffer): Result<ReadLines, string>;
}

export interface ReadLines {
  /** In place of what was unread. */
  readonly leaves: readonly Leaf[];
  /** What is done in place of the call as it came, so that what was judged is what is done; null: the call as it came. */
  readonly instead: Instead | null;
}

export interface Instead {
  readonly question: Question;
  /** What the client is told of the panel's answer; null: the answer itself. */
  readonly reply: ((answer: Buffer) => PanelReply) | null;
  /** To be asked afterwards, where no lock holds the lines in place; answers what is not as it should be, or null. */
  readonly check: { readonly question: Question; mismatch(answer: Buffer): string | null } | null;
}
