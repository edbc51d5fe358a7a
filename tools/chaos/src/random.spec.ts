import { Random } from './random.js';

describe('numbers from a seed', () => {
  it('are the same again, whoever else draws', () => {
    const draw = (random: Random) => Array.from({ length: 5 }, () => random.next());
    const seeded = new Random('s');
    const own = seeded.of('load');
    draw(seeded);
    expect(draw(own)).toEqual(draw(new Random('s').of('load')));
    expect(draw(new Random('s'))).not.toEqual(draw(new Random('t')));
  });

  it('are spread evenly, and by their weights', () => {
    const random = new Random('s');
    const counts = { rare: 0, often: 0 };
    let sum = 0;
    for (let n = 0; n < 10_000; n++) {
      counts[random.weighted({ rare: 1, often: 9 })] += 1;
      sum += random.next();
    }
    expect(sum / 10_000).toBeCloseTo(0.5, 1);
    expect(counts.rare / 10_000).toBeCloseTo(0.1, 1);
  });
});
