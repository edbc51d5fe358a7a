import type { OperationFacts } from '@portcullis/access';
import type { CallApi, ResourceParameter } from './catalogue-row.js';
import type { Parameters } from './parameters.js';

/** Who calls: an account's token speaks to the cPanel surface, a provider's to the WHM surface, whatever port or scheme it came by. */
export type PanelCaller = { readonly kind: 'account' } | { readonly kind: 'tenant' };

/** One function that a request asks for; a batch asks for several. */
export interface PanelCall {
  readonly api: CallApi;
  /** Empty for `whm`. */
  readonly module: string;
  readonly function: string;
  /** As the catalogue has it for this caller. */
  readonly operation: OperationFacts;
  /** Which of its parameters name what it touches. */
  readonly resources: readonly ResourceParameter[];
  /** What the function itself is given: dispatch and control keys left out. */
  readonly arguments: Parameters;
  /** The user on whose account a provider acts, where the call names one in its dispatch keys; null elsewhere. */
  readonly account: string | null;
  /** `tokens`: answered from our own store, and never sent to the panel. */
  readonly handler: 'panel' | 'tokens';
}

/** The outer shape of the answer, by which its client tells success from failure. */
export type Envelope =
  | { readonly shape: 'uapi' }
  | { readonly shape: 'uapi_batch' }
  | { readonly shape: 'api2' | 'api3'; readonly module: string; readonly function: string }
  | { readonly shape: 'whm1' | 'whm_legacy' | 'whm_uapi_cpanel' | 'whm_batch'; readonly command: string };

/** Everything that one HTTP request asks a panel for. */
export interface PanelRequest {
  readonly envelope: Envelope;
  readonly calls: readonly [PanelCall, ...PanelCall[]];
  /** What goes upstream instead of the path as it came, so that what was judged is what is done. */
  readonly canonicalPath: string;
  /** Whom an account's request says it is for. Unless it is the token's own user, the request is refused. */
  readonly claimedUser: string | null;
}

/** Why a request is not read as calls, in words for its client. */
export interface CallRefusal {
  /** As far as it could be told; null: nothing but the path is known. */
  readonly envelope: Envelope | null;
  /** `malformed`: no sensible client sends this. `denied`: well written, and never allowed. */
  readonly kind: 'malformed' | 'denied';
  readonly text: string;
}
