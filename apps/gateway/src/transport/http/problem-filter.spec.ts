import { Fault } from '@portcullis/kernel';
import { toProblem } from './problem-filter.js';

describe('a call that nobody could answer', () => {
  const away = new Fault('nobody answers', 'unavailable');

  it('is a 503 that says so', () => {
    expect(toProblem(away)).toMatchObject({ code: 'unavailable', detail: 'a part that is needed to answer is not available; try again' });
  });

  it('and that may have taken power says that this is not known, and that asking again is safe', () => {
    const { code, detail } = toProblem(away, true);
    expect({ code, detail }).toEqual({ code: 'unavailable', detail: expect.stringMatching(/whether power was taken is not known.*again is safe/) });
  });

  it('is our own fault where asking again would not help', () => {
    expect(toProblem(new Fault('nonsense', 'broken'), true)).toMatchObject({ code: 'internal_error' });
  });
});
