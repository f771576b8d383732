// Without a path some tests run folder by folder (test/support/run-all.ts), with one each file for itself.
const isWhole = process.argv.slice(2).every((word) => word.startsWith('-'));

/** Folders of many small files, each of which would load the same modules again. */
const FOLDERS = ['rules/[^/]+', 'cluster', 'cluster/drift', 'discovery', 'lint', 'server', 'syntax', 'text'].join('|');

export default {
  testEnvironment: 'node',
  // On two cores Jest would leave one idle.
  maxWorkers: '100%',
  roots: ['<rootDir>/test'],
  setupFiles: ['<rootDir>/test/support/setup.ts'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', isWhole ? `/test/(?:${FOLDERS})/(?!all\\.test)[^/]+$` : '/all\\.test'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'es6' } },
    ],
    '/node_modules/@actions/(languageservice|workflow-parser)/.+\\.js$': '<rootDir>/test/support/json-imports.cjs',
  },
  transformIgnorePatterns: ['/node_modules/(?!@actions/(languageservice|workflow-parser)/)'],
  coverageProvider: 'v8',
  collectCoverageFrom: ['src/**/*.ts'],
};
