import { CODES } from '@portcullis/contracts';
import { errorDocs } from './error-docs.js';

describe('the page of errors', () => {
  it('has a place for every code, and none for anything else', () => {
    const anchors = [...errorDocs().matchAll(/<section id="([a-z_]+)">/g)].map((match) => match[1]);
    expect(anchors).toEqual(Object.keys(CODES));
  });

  it('shows what is written, and runs nothing of it', () => {
    expect(errorDocs()).toContain('Send Authorization: Bearer &lt;token&gt;.');
  });
});
