import type { EffectivePolicy, Grant } from '@portcullis/client';
import type { Preset } from '../../api/catalogue.js';
import { endsAt, type Expiry } from './expiry.js';
import { inputFault, presetInputs, presetResources, type InputFault, type InputName, type Picks } from './preset-inputs.js';
import { canBeLimited } from './domain-limits.js';

/** What a token is made from: a preset, features, or nothing but full access. */
export type Base = { readonly kind: 'preset'; readonly preset: Preset } | { readonly kind: 'restricted' } | { readonly kind: 'full' };

/** What stands in the form. */
export interface Draft {
  readonly picks: Picks;
  /** Features that were chosen, and whether for reading only. */
  readonly features: Readonly<Record<string, 'read' | 'all'>>;
  /** Only for these domains, where a feature is of domains. Empty: for all. */
  readonly limits: readonly string[];
  /** null: the one that is suggested. */
  readonly name: string | null;
  readonly description: string;
  readonly expiry: Expiry;
  readonly ips: readonly string[];
  readonly readOnly: boolean;
  readonly rate: { readonly requests: number; readonly seconds: number } | null;
  readonly quota: number | null;
}

/** What `POST …/tokens` takes of it. */
export interface TokenRequest {
  readonly name: string;
  readonly description: string;
  readonly access: 'full' | 'restricted';
  readonly grants: readonly Grant[];
  readonly readOnly: boolean;
  readonly expiresAt: string | null;
  readonly ipAllowlist: readonly string[];
  readonly rateLimit: Draft['rate'];
  readonly useQuota: number | null;
}

/** The grants that a draft asks for, as far as it is filled in. */
export function grantsOf(base: Base, { picks, features, limits }: Draft): readonly Grant[] {
  switch (base.kind) {
    case 'full':
      return [];
    case 'preset': {
      const resources = presetResources(base.preset, picks);
      return [{ preset: base.preset.name, ...(resources.length > 0 && { resources }) }];
    }
    case 'restricted':
      return Object.entries(features).map(([feature, access]) => {
        const isLimited = limits.length > 0 && canBeLimited(feature);
        return {
          feature,
          ...(access === 'read' && { access }),
          ...(isLimited && { resources: limits.flatMap((domain) => [`zone:${domain}`, `domain:${domain}`, `mailbox:*@${domain}`]) }),
        };
      });
  }
}

export function requestOf(base: Base, draft: Draft, suggestedName: string, policy: EffectivePolicy, nowMs: number): TokenRequest {
  const ends = endsAt(draft.expiry, nowMs, policy);
  return {
    name: draft.name ?? suggestedName,
    description: draft.description.trim(),
    access: base.kind === 'full' ? 'full' : 'restricted',
    grants: grantsOf(base, draft),
    readOnly: draft.readOnly,
    expiresAt: ends === null ? null : new Date(ends).toISOString(),
    ipAllowlist: draft.ips,
    rateLimit: draft.rate,
    useQuota: draft.quota,
  };
}

/** What is wrong, by field. A field that is not there is well. */
export interface Faults {
  readonly inputs: Readonly<Partial<Record<InputName, InputFault>>>;
  readonly features?: 'missing';
  readonly name?: 'missing' | 'characters' | 'taken';
  readonly expiry?: 'missing';
  readonly ips?: 'missing' | 'address';
}

const NAME = /^[A-Za-z0-9_-]{1,50}$/;
/** As far as typing goes; the server knows more of addresses. */
const ADDRESS = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f:.]*:[0-9a-f:.]*)(?:\/\d{1,3})?$/i;

export function faultsOf(base: Base, draft: Draft, name: string, isTaken: boolean, policy: EffectivePolicy): Faults {
  const inputs =
    base.kind === 'preset'
      ? Object.fromEntries(
          presetInputs(base.preset).flatMap((input) => {
            const fault = inputFault(input, draft.picks, base.preset);
            return fault === null ? [] : [[input.name, fault]];
          }),
        )
      : {};
  const nameFault = name === '' ? 'missing' : !NAME.test(name) ? 'characters' : isTaken ? 'taken' : null;
  const ipsFault = draft.ips.some((ip) => !ADDRESS.test(ip)) ? 'address' : policy.ipAllowlistRequired && draft.ips.length === 0 ? 'missing' : null;
  return {
    inputs,
    ...(base.kind === 'restricted' && Object.keys(draft.features).length === 0 && { features: 'missing' as const }),
    ...(nameFault !== null && { name: nameFault }),
    ...(draft.expiry.choice === 'date' && draft.expiry.date === null && { expiry: 'missing' as const }),
    ...(ipsFault !== null && { ips: ipsFault }),
  };
}

export const isFaultless = (faults: Faults): boolean => Object.keys(faults).length === 1 && Object.keys(faults.inputs).length === 0;
