export * from './compose-catalogue.js';
export * from './load-grant-catalogue.js';
