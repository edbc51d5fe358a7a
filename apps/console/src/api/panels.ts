import type { operations } from '@portcullis/client';
import { api, done } from './api.js';

export type PanelPlace = operations['putPanel']['requestBody']['content']['application/json'];

/** Says where a tenant's panel is. @throws ApiFailure `host_taken` */
export const putPanel = (tenant: string, body: PanelPlace) => done(api.put('/v1/tenants/{tenant}/panel', { params: { path: { tenant } }, body }));

/** Says as whom the gateway acts on WHM. The secret goes out once, and is never told again. @throws ApiFailure */
export const putWhmCredential = (tenant: string, user: string, token: string) =>
  done(api.put('/v1/tenants/{tenant}/upstream', { params: { path: { tenant } }, body: { scheme: 'whm', user, token } }));
