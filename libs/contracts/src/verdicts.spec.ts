import { DENIAL_CODES } from '@portcullis/access';
import { VERDICTS, verdict, verdictOfToken } from './verdicts.js';

describe('the codes that a question about a token is answered with', () => {
  const own = ['allowed', 'token_unknown', 'rate_limited'];

  it('are those of the decision, and of asking: neither less nor more', () => {
    expect(Object.keys(VERDICTS).sort()).toEqual([...own, ...DENIAL_CODES].sort());
    expect([...verdict.options].sort()).toEqual(Object.keys(VERDICTS).sort());
  });

  it('are fewer where nobody presents the token', () => {
    expect([...verdictOfToken.options].sort()).toEqual(['allowed', ...DENIAL_CODES].sort());
  });

  it.each(Object.entries(VERDICTS))('%s is told in a sentence', (_code, meaning) => expect(meaning).toMatch(/^[A-Z].*\.$/));
});
