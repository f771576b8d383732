import { runAll } from '../support/run-all.js';

await runAll(import.meta.dirname);
