import { plainSentence } from './plain-sentence.js';
import { servedHere } from './served-here.js';

describe('servedHere', () => {
  it.each(['Tokens', 'Batch', 'Portcullis', 'tokens', 'TOKENS', 'batch'])('keeps calls of %s from the panel, with a sentence to say so', (module) => {
    const text = servedHere(module);
    expect(text).toMatch(/^[A-Z].+\.$/);
    expect(plainSentence(text!)).toBe(text);
  });

  it.each(['DNS', 'Email', 'TokensX', 'Session', 'constructor', ''])('lets calls of %j go on', (module) => {
    expect(servedHere(module)).toBeNull();
  });
});
