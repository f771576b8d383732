import type { Request } from '../../src/pipeline.js';

/** The whole working directory, with no option given. */
export const REQUEST: Request = {
  paths: ['.'],
  config: null,
  productVersion: null,
  envFiles: [],
  sysFiles: [],
  cluster: null,
  profile: 'default',
  reference: null,
  baseline: null,
  toolVersion: 'test',
  progress: () => {},
};
