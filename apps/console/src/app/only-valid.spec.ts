import { onlyValid } from './only-valid.js';

const page = ({ page }: Record<string, unknown>): { readonly page?: number } => (typeof page === 'number' ? { page } : {});

describe('what a route understands of its address', () => {
  // As TanStack puts it together.
  const search = (raw: Record<string, unknown>) => ({ ...raw, ...onlyValid(page)(raw) });

  it('is what makes sense, even beside what does not', () => {
    expect(search({ page: 2, to: '//evil.example' })).toEqual({ page: 2, to: undefined });
  });

  it('is nothing of what does not', () => {
    expect(search({ page: '//evil.example' })).toEqual({ page: undefined });
  });
});
