import { instant } from '@portcullis/kernel';
import { TOKEN_STATES, tokenState } from '@portcullis/access';
import { shownState } from './shown-state.js';

const NOW = instant(1_000_000_000_000);

describe('the state that is shown', () => {
  it('is what the rule says of all facts together, though two services hold them', () => {
    const seen = new Set<string>();
    for (const revokedAt of [null, NOW])
      for (const expiresAt of [null, instant(NOW - 1), instant(NOW + 1)])
        for (const notBefore of [null, instant(NOW + 1)])
          for (const exhausted of [false, true])
            for (const ownerActive of [false, true]) {
              const token = { revokedAt, expiresAt, notBefore, exhausted };
              const shown = shownState(tokenState(token, NOW), ownerActive);
              expect(shown).toBe(tokenState(token, NOW, ownerActive));
              seen.add(shown);
            }
    expect([...seen].sort()).toEqual([...TOKEN_STATES].sort());
  });
});
