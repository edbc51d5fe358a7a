import { operationPrefix } from './operation-prefix.js';

it.each([['', ''], ['DNS', 'DNS'], ['DNS:', 'DNS::'], ['DNS::pa', 'DNS::pa'], [' DNS : parse zone', 'DNS::parsezone'], ['::parse', ''], ['a::b::c', 'a::bc'], ['é*', '']])(
  'what is typed as “%s” is looked for as “%s”',
  (text, prefix) => expect(operationPrefix(text)).toBe(prefix),
);
