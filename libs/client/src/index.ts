import type { components } from './api.gen.js';

export { createClient, type Client, type ClientOptions } from './client.js';
export type { Outcome, Problem } from './outcome.js';
export type { operations, paths } from './api.gen.js';

type Schemas = components['schemas'];
export type Account = Schemas['Account'];
export type AuditEntry = Schemas['AuditEntry'];
export type EffectivePolicy = Schemas['EffectivePolicy'];
export type Denial = Schemas['Denial'];
export type FeatureList = Schemas['FeatureList'];
export type Grant = Schemas['Grant'];
export type Policy = Schemas['Policy'];
export type Receipt = Schemas['Receipt'];
export type Tenant = Schemas['Tenant'];
export type Token = Schemas['Token'];
