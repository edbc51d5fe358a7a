import { openApiDocument } from '@portcullis/contracts';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import absolutePath from 'swagger-ui-dist/absolute-path.js';
import { ERROR_DOCS_STYLE, errorDocs } from './error-docs.js';

export interface DocsFile {
  readonly contentType: string;
  readonly body: string | Buffer;
  /** Strong: of these very bytes. */
  readonly etag: string;
}

export const DOCS_PATHS = [
  '/openapi.json',
  '/docs',
  '/docs/reference.js',
  '/docs/swagger-ui.css',
  '/docs/swagger-ui-bundle.js',
  '/docs/errors',
  '/docs/errors.css',
] as const;
export type DocsPath = (typeof DOCS_PATHS)[number];

/** What there is to read about the API. */
export type DocsSite = Readonly<Record<DocsPath, DocsFile>>;

const html = 'text/html; charset=utf-8';
const css = 'text/css; charset=utf-8';
const script = 'text/javascript; charset=utf-8';

/** Made once, at start: from the contracts, and from the files of Swagger UI, which come with this package and from nowhere else. */
export function docsSite(): DocsSite {
  const packaged = (name: string): Buffer => readFileSync(join(absolutePath(), name));
  return {
    '/openapi.json': file('application/json; charset=utf-8', JSON.stringify(openApiDocument())),
    '/docs': file(html, PAGE),
    '/docs/reference.js': file(script, SCRIPT),
    '/docs/swagger-ui.css': file(css, packaged('swagger-ui.css')),
    '/docs/swagger-ui-bundle.js': file(script, packaged('swagger-ui-bundle.js')),
    '/docs/errors': file(html, errorDocs()),
    '/docs/errors.css': file(css, ERROR_DOCS_STYLE),
  };
}

function file(contentType: string, body: string | Buffer): DocsFile {
  return { contentType, body, etag: `"${createHash('sha256').update(body).digest('base64url')}"` };
}

const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Portcullis: the API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/docs/swagger-ui.css">
<body>
<div id="reference"></div>
<noscript>This page needs JavaScript. The same is in <a href="/openapi.json">openapi.json</a>.</noscript>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/reference.js"></script>
</body>
</html>
`;

/** No validator: that would be a request to somebody else's server. A token that is typed in is forgotten with the page. */
const SCRIPT = `SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#reference',
  deepLinking: true,
  validatorUrl: null,
  persistAuthorization: false,
  defaultModelsExpandDepth: 0,
});
`;
