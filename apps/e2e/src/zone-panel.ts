import { startPanel, type Panel } from '@portcullis/panel';
import type { Api } from './clients/api.js';
import { connectPanel, PANEL_TOKEN, type Provider } from './providers.js';

let started: Promise<Panel> | null = null;
afterAll(async () => (await started)?.close());

/** Lets the provider's account act on a panel that has the zone of its domain: one for all providers of a spec. */
export async function connectZonePanel(operator: Api, provider: Provider): Promise<void> {
  started ??= startPanel({ accounts: [{ user: 'alice', token: PANEL_TOKEN, mainDomain: 'alice.example' }] });
  await connectPanel(operator, provider, (await started).url);
}
