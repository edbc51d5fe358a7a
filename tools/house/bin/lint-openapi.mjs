// Lints an OpenAPI document on stdin by Redocly's recommended rules. Prints what it finds, a line each; exit code 1 if anything.
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { text as textOf } from 'node:stream/consumers';

const config = await createConfig({
  extends: ['recommended'],
  rules: {
    'operation-4xx-problem-details-rfc7807': 'error',
    'operation-tag-defined': 'error',
    'operation-singular-tag': 'error',
    'operation-description': 'error',
    'path-params-defined': 'error',
    'component-name-unique': 'error',
    'paths-kebab-case': 'error',
    'no-http-verbs-in-paths': 'error',
    'response-contains-header': { severity: 'error', names: { '2XX': ['X-Request-Id', 'Cache-Control'] } },
  },
});
const source = await textOf(process.stdin);
const found = await lintFromString({ source, absoluteRef: 'openapi.json', config });
for (const { severity, ruleId, message, location } of found) {
  console.log(`${severity} ${ruleId} at ${location[0]?.pointer ?? '?'}: ${message.trim()}`);
}
process.exitCode = found.length > 0 ? 1 : 0;
