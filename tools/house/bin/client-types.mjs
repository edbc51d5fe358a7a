// Makes the types of the client from an OpenAPI document on stdin: `client-types.mjs [FILE]`, without a file to stdout.
import { writeFileSync } from 'node:fs';
import { text as textOf } from 'node:stream/consumers';
import openapiTS, { astToString } from 'openapi-typescript';

const document = JSON.parse(await textOf(process.stdin));
// What has a default may be left out of a request.
const types = astToString(await openapiTS(document, { defaultNonNullable: false, immutable: true }));
const text = `/** Made by \`npm run generate\` from the OpenAPI document. Not to be edited. */\n\n${types}`;

const [file] = process.argv.slice(2);
if (file === undefined) process.stdout.write(text);
else writeFileSync(file, text);
