import { DIRECTED } from './directed-for-spec.js';
import { DIRECTED_LOSSES } from './directed-losses-for-spec.js';
import { playDirected } from './stage-for-spec.js';

describe.each([...DIRECTED, ...DIRECTED_LOSSES])('$title', (scene) => {
  it('holds', () => {
    expect(playDirected(scene, null)).toBeNull();
  });

  it(`would not without ${scene.without}`, () => {
    expect(playDirected(scene, scene.without)).not.toBeNull();
  });
});
