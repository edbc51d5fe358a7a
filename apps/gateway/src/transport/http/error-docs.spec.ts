import { CODES, codesOf, HTTP_OPERATIONS, openApiDocument } from '@portcullis/contracts';
import { errorDocs } from './error-docs.js';

const sorted = (codes: Iterable<string>): string[] => [...new Set(codes)].sort();

describe('the page of errors', () => {
  it('has a place for every code, and none for anything else', () => {
    const anchors = [...errorDocs().matchAll(/<section id="([a-z_]+)">/g)].map((match) => match[1]);
    expect(anchors).toEqual(Object.keys(CODES));
  });

  it('explains just what the operations may answer', () => {
    expect(sorted(Object.values(HTTP_OPERATIONS).flatMap(codesOf))).toEqual(sorted(Object.keys(CODES)));
  });

  it('explains just what the document says that they answer', () => {
    const { responses } = openApiDocument()['components'] as { responses: object };
    const documented = Object.keys(responses).flatMap((name) => name.split('.').slice(1));
    expect(sorted(documented)).toEqual(sorted(Object.keys(CODES)));
  });

  it('shows what is written, and runs nothing of it', () => {
    expect(errorDocs()).toContain('Send Authorization: Bearer &lt;token&gt;.');
  });
});
