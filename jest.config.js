// Without a path the rules run folder by folder (test/support/run-all.ts), with one each file for itself.
const isWhole = process.argv.slice(2).every((word) => word.startsWith('-'));

export default {
  testEnvironment: 'node',
  // On two cores Jest would leave one idle.
  maxWorkers: '100%',
  roots: ['<rootDir>/test'],
  setupFiles: ['<rootDir>/test/support/setup.ts'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', isWhole ? '/rules/[^/]+/(?!all\\.test)' : '/all\\.test'],
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
