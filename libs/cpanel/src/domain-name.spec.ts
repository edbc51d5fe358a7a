import { absoluteName, domainName } from './domain-name.js';

describe('a domain name', () => {
  it.each([
    ['Example.COM.', 'example.com'],
    ['_acme-challenge.example.com', '_acme-challenge.example.com'],
    ['*.example.com', '*.example.com'],
    ['shop', 'shop'],
    ['a..example', null],
    ['example.com..', null],
    ['-a.example', null],
    ['bücher.example', null],
    ['a.example\u0000', null],
    ['a.*.example', null],
    ['', null],
  ])('%j is %j', (text, name) => expect(domainName(text)).toBe(name));
});

describe('a name in a zone edit', () => {
  it.each([
    ['www', 'www.example.com'],
    ['@', 'example.com'],
    ['example.com.', 'example.com'],
    ['WWW.Example.com.', 'www.example.com'],
    // Without a dot at its end a name is relative, whatever it looks like.
    ['www.example.com', 'www.example.com.example.com'],
    ['www.example.org.', null],
    ['notexample.com.', null],
    ['', null],
  ])('%j is %j', (text, name) => expect(absoluteName(text, 'example.com')).toBe(name));
});
