export { processConfig, serviceConfig, type ServiceConfig } from './config.js';
export { startService, type ServiceOptions, type ServiceParts } from './start.js';
