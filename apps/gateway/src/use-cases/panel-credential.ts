import type { PanelCredential, PanelKind } from './panel-asked.js';
import { credentialKey } from '../domain/upstream-breaker.js';
import { unseal, upstreamOwner } from '../domain/upstream-seal.js';
import type { UpstreamKeys } from './ports.js';
import type { PresentedToken } from './presented-token.js';

/** Whose credential it is. */
export interface OnBehalf {
  readonly facts: Pick<PresentedToken['facts'], 'kind'>;
  readonly ownerFacts: Pick<PresentedToken['ownerFacts'], 'tenant' | 'account'>;
}

/** The credential that the gateway acts with for a token's owner. A sentence where there is none. */
export function panelCredential(keys: UpstreamKeys, { facts, ownerFacts: { tenant, account } }: OnBehalf, kind: PanelKind): PanelCredential | string {
  const ofTenant = facts.kind === 'tenant';
  const panelUrl = ofTenant ? (tenant.whmUrl ?? tenant.panelUrl) : tenant.panelUrl;
  if (panelUrl === null) return 'No panel is set for this provider.';
  const upstream = ofTenant ? tenant.upstream : account?.upstream;
  const scheme = kind === 'powerdns' ? 'powerdns' : ofTenant ? 'whm' : 'cpanel';
  if (!upstream || upstream.scheme !== scheme) return 'The gateway has no panel credential for this owner.';
  // Another process may be ahead of this one with a new key.
  keys.learn([upstream.keyId]);
  const accountId = ofTenant ? null : account!.id;
  const secret = unseal(keys, upstream, upstreamOwner({ tenantId: tenant.id, accountId }));
  if (secret === null) return 'The panel credential of this owner cannot be opened; set it again.';
  const header = scheme === 'powerdns' ? ({ name: 'x-api-key', value: secret } as const) : ({ name: 'authorization', value: `${scheme} ${upstream.user}:${secret}` } as const);
  const panel = new URL(tenant.panelUrl ?? panelUrl).origin;
  return { panelUrl, header, holder: accountId ?? tenant.id, tenant: tenant.id, panel, name: credentialKey(upstream) };
}
