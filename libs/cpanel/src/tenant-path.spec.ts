import { splitTenantPath } from './tenant-path.js';

describe('splitTenantPath', () => {
  it.each([
    ['/t/acme/execute/DNS/parse_zone', 'acme', '/execute/DNS/parse_zone'],
    ['/t/acme//execute/DNS/parse_zone', 'acme', '//execute/DNS/parse_zone'],
    ['/t/acme//json-api/cpanel', 'acme', '//json-api/cpanel'],
    ['/t/acme/cpsess123/execute/DNS/parse_zone', 'acme', '/cpsess123/execute/DNS/parse_zone'],
    ['/t/a/', 'a', '/'],
    ['/t/a', 'a', '/'],
    ['/t/x-1-y/execute', 'x-1-y', '/execute'],
    [`/t/${'a'.repeat(63)}/x`, 'a'.repeat(63), '/x'],
    ['/t/acme/t/other/execute/DNS/parse_zone', 'acme', '/t/other/execute/DNS/parse_zone'],
    ['/t/acme/..%2fother', 'acme', '/..%2fother'],
    ['/t/acme/line%0abreak\nraw', 'acme', '/line%0abreak\nraw'],
  ])('takes the prefix off %j', (rawPath, slug, rest) => {
    expect(splitTenantPath(rawPath)).toEqual({ slug, rest });
  });

  it.each([
    '/execute/DNS/parse_zone', '/t', '/t/', '/t//acme/execute', '//t/acme/execute', '/T/acme/execute', '/t/ACME/execute', '/t/-acme/x', '/t/acme-/x',
    '/t/ac.me/x', '/t/ac%6de/x', '/%74/acme/x', '/t/acme;v=1/x', '/t/../x', '/x/t/acme/y', `/t/${'a'.repeat(64)}/x`, '', 't/acme/x',
  ])('finds no prefix in %j', (rawPath) => {
    expect(splitTenantPath(rawPath)).toBeNull();
  });
});
