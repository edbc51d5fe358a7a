import type { Grant, Leaf, OperationFacts } from '@portcullis/access';
import type { permissionsRpc, ReplyOf } from '@portcullis/contracts';
import type { PresentedToken } from './presented-token.js';
import type { ToldDenial } from './told-denial.js';

/** What answers at a panel's address. */
export type PanelKind = permissionsRpc.PanelKind;

/** Whose call it is, as far as path and headers tell. */
export interface PanelCaller {
  /** How the tenant was addressed: by `/t/{slug}`, or by a host name of its own. */
  readonly address: { readonly slug: string } | { readonly host: string };
  /** The user in the `Authorization` header; null where the way it came has none. */
  readonly user: string | null;
  readonly tokenText: string;
}

/** On whose behalf the panel is asked: what parameters mean depends on it. */
export interface Place {
  readonly user: string | null;
  readonly domains: readonly string[];
}

/** One function of a panel that a request asks for. */
export interface AskedCall {
  readonly operation: OperationFacts;
  readonly leaves: (place: Place) => readonly Leaf[];
  /** The account that a provider's token acts on; null where the call names none. */
  readonly account: string | null;
  /** The user name of an account that it makes: nobody's yet. Null: it makes none. */
  readonly makesAccount: string | null;
  /** Whether it is carried out as what was judged, record by record, wherever records are judged one by one. */
  readonly byRecord: boolean;
}

/** What a request asks for, whatever kind of panel it is meant for. */
export interface Asked {
  readonly panelKind: PanelKind;
  /** Whose tokens such requests are made with. */
  readonly caller: 'account' | 'tenant';
  readonly calls: readonly AskedCall[];
  /** Why nobody's request like this goes on, in words; null: it may. */
  readonly refusal: (place: Place) => string | null;
  /** Answered from our own store: no panel is asked. */
  readonly servedHere: boolean;
}

export interface JudgedCall {
  readonly operation: OperationFacts;
  readonly leaves: readonly Leaf[];
}

/** Where a call is sent, and as whom. */
export interface PanelCredential {
  /** Origin and base path. */
  readonly panelUrl: string;
  /** The header that carries it. */
  readonly header: { readonly name: 'authorization' | 'x-api-key'; readonly value: string };
  /** Whose share of the panel's connections it takes. */
  readonly holder: string;
  /** Who has to see to it that the panel takes it. */
  readonly tenant: string;
  /** The panel's origin, whichever of its ports is called. */
  readonly panel: string;
  /** Names the credential, and tells nothing of it. */
  readonly name: string;
}

/** An account of a provider's, or of one below it, that a call names. */
export type NamedAccount = NonNullable<ReplyOf<typeof permissionsRpc.findAccount>['account']>;

export interface Forward {
  readonly verdict: 'forward';
  readonly presented: PresentedToken;
  readonly calls: readonly JudgedCall[];
  readonly credential: PanelCredential;
  /** Whom a provider's calls name, but for those that are still to be made. */
  readonly accounts: readonly NamedAccount[];
  /** Grants for one call that it rests on: to be taken from the token before it is sent. */
  readonly once: readonly Grant[];
  /** What stands at the lines that the call names is to be read, and judged, before it is sent. */
  readonly readFirst: boolean;
}

export interface Serve {
  readonly verdict: 'serve';
  readonly presented: PresentedToken;
  readonly calls: readonly JudgedCall[];
  readonly once: readonly Grant[];
}

export type PanelJudgement =
  /** One answer for unknown, expired, revoked, suspended, wrong user and wrong tenant alike. */
  | { readonly verdict: 'bad_credentials' }
  | { readonly verdict: 'denied'; readonly missing: string; readonly denial: ToldDenial | null }
  /** Nothing but the token was judged: the rest of the request has not come yet. */
  | { readonly verdict: 'live'; readonly presented: PresentedToken }
  | Forward
  | Serve;
