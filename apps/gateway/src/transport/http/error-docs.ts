import { CODES } from '@portcullis/contracts';

/** The page that every problem's `type` leads to. Made from the catalogue, so it cannot miss a code. */
export function errorDocs(): string {
  const entries = Object.entries(CODES).map(
    ([code, { status, title, advice }]) =>
      `<section id="${code}"><h2><code>${code}</code> <small>${status}</small></h2><p>${escapeHtml(title)}.</p><p>${escapeHtml(advice)}</p></section>`,
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Portcullis: errors</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/docs/errors.css">
<h1>Errors</h1>
<p>Every refusal on <code>/v1</code> is <code>application/problem+json</code> (RFC 9457). <code>code</code> is one of these and never changes its meaning.</p>
${entries.join('\n')}
</html>
`;
}

export const ERROR_DOCS_STYLE = `body { font: 16px/1.5 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem }
small { color: #666 }
:target { background: #fff6cc }
`;

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
