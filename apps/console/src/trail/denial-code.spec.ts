import { denialCode } from './denial-code.js';

const code = `dny_${'0aZ'.repeat(7)}1`;

it('the code of a denial is found in the whole message that a program showed', () => {
  expect(denialCode(code)).toBe(code);
  expect(denialCode(`The token holds no grant for DNS::parse_zone. (${code})`)).toBe(code);
  for (const text of ['', 'dny_', code.slice(0, -1), `${code}1`, 'tok_0123456789012345678901']) expect(denialCode(text)).toBeNull();
});
