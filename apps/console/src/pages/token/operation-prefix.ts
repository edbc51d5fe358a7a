/** What somebody typed as the beginning of an operation's name, so that the API takes it: `dns: parse` → `dns::parse`. */
export function operationPrefix(text: string): string {
  const [module = '', ...rest] = text.replace(/[^A-Za-z0-9_:]/g, '').split(/:+/);
  return module === '' || rest.length === 0 ? module : `${module}::${rest.join('')}`;
}
