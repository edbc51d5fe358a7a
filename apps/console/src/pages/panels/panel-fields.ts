import type { PanelPlace } from '../../api/panels.js';
import type { Tenant } from '../../api/tenants.js';

/** What stands in the form. */
export interface PanelFields {
  /** null: none is chosen yet. */
  readonly tenant: string | null;
  readonly kind: Tenant['panelKind'];
  readonly url: string;
  /** Empty: WHM answers at the same address. */
  readonly whmUrl: string;
  readonly hosts: readonly string[];
}

export const noFields = (tenant: string | null): PanelFields => ({ tenant, kind: 'cpanel', url: '', whmUrl: '', hosts: [] });

export const fieldsOf = ({ id, panelKind, panelUrl, whmUrl, hosts }: Tenant): PanelFields => ({ tenant: id, kind: panelKind, url: panelUrl ?? '', whmUrl: whmUrl ?? '', hosts });

/** As the server takes it. A PowerDNS has no WHM. */
export function requestOf({ kind, url, whmUrl, hosts }: PanelFields): PanelPlace {
  return { kind, url: url.trim(), whmUrl: kind === 'cpanel' && whmUrl.trim() !== '' ? whmUrl.trim() : null, hosts: hosts.map(asHost) };
}

/** `https://Panel.Example.com/` → `panel.example.com` */
export const asHost = (text: string): string => text.trim().toLowerCase().replace(/^https?:\/\//, '').replace(/[/.]+$/, '');

/** What is wrong with a field, by the key of its text. The server has the last word. */
export type PanelFault = 'missing' | 'address' | 'host';

const HOST = /^(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/;

/** An origin and a path: what stands behind `?` or `#`, or before `@`, would be dropped. */
function isAddress(text: string): boolean {
  if (!/^https?:\/\/[^\s?#]+$/.test(text) || !URL.canParse(text)) return false;
  const { username, password } = new URL(text);
  return username === '' && password === '';
}

export function faultsOf({ tenant, kind, url, whmUrl, hosts }: PanelFields): Readonly<Partial<Record<keyof PanelFields, PanelFault>>> {
  return {
    ...(tenant === null && { tenant: 'missing' }),
    ...(url.trim() === '' ? { url: 'missing' } : !isAddress(url.trim()) && { url: 'address' }),
    ...(kind === 'cpanel' && whmUrl.trim() !== '' && !isAddress(whmUrl.trim()) && { whmUrl: 'address' }),
    ...(!hosts.every((host) => HOST.test(asHost(host))) && { hosts: 'host' }),
  };
}

/** Whether the credential would go to the panel for everybody on the way to read. What does not leave this machine is read by nobody. */
export const isUnencrypted = (url: string): boolean => URL.canParse(url.trim()) && new URL(url.trim()).protocol === 'http:' && !/^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(url.trim()).hostname);
