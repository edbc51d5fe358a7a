import all from '../../../jest.config.mjs';

/** The unit project alone, narrowed to the specs of the code that is mutated: everything else would only be loaded and left. */
export default {
  ...all.projects.find(({ displayName }) => displayName === 'unit'),
  testTimeout: all.testTimeout,
  testMatch: ['<rootDir>/tools/house/mutation/every-spec.mjs'],
};
