export type { AccountOptions } from './account.js';
export { acmeShUapi, type AcmeShUapi, type AcmeShUapiOptions } from './clients/acme-sh-uapi.js';
export { startPanel, type Misbehaviour, type Panel, type PanelLogEntry, type PanelOptions } from './panel.js';
export type { RecordedCall } from './recorded-calls.js';
